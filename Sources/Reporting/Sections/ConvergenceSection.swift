import Records

/// What each setting of the simulation costs and how far it is from the finest one.
struct ConvergenceSection {
    let record: RunRecord

    var html: HTML {
        let tables = DeviationTable.all(record)
        guard let threshold = record.deviations?.first?.threshold, !tables.isEmpty else { return .empty }
        return """
            <p>Each dataset beside the reference of its column. <b>Largest</b>: the largest difference of a beam’s intensity at \
            any position of the scan; <b>rms</b>: the root mean square over beams that carry more than \
            \(Numbers.significant(threshold, digits: 1)) in the reference. Both are shares of the incident beam. <b>Cost</b>: slice \
            steps times grid points, as a share of the reference’s; <b>s</b>: wall seconds, which are short where another dataset of \
            the run has the same beams.</p>
            \(tables.map(section))
            """
    }

    private func section(_ table: DeviationTable) -> HTML {
        let name = table.keys.map(Self.shortKey).joined(separator: ", ")
        let plot = DeviationPlot(table: table).plot
        let picture: HTML =
            plot.map { plot in
                """
                <figure>\(plot.html)<figcaption><b>Largest difference over \(name).</b> The reference has \
                \(table.referenceText).</figcaption></figure>
                """
            } ?? .empty
        return """
            <section id="convergence-\(slug(name))"><h3>\(name)</h3>
            <ul class="findings">\(table.columns.map(finding))</ul>
            <div class="row"><div class="scroll" tabindex="0" role="region" aria-label="Deviations over \(name)">\
            \(self.table(table, name: name))</div>\(picture)</div></section>

            """
    }

    /// The cheapest setting that keeps each of these shares of the incident beam.
    private static let targets = [1e-2, 1e-3]

    private func finding(_ column: DeviationTable.Column) -> HTML {
        let parts = Self.targets.map { target -> String in
            let good = column.cells.filter { $0.deviation.largest <= target }
            let cheapest = good.min { ($0.cost ?? 1) < ($1.cost ?? 1) }
            let limit = Numbers.significant(target, digits: 1)
            guard let cheapest else { return "none of them keeps within \(limit)" }
            return "\(cheapest.values.joined(separator: ", ")) keeps within \(limit) "
                + "(\(Numbers.significant(cheapest.deviation.largest, digits: 2)))"
        }
        return "<li><b>\(column.reference.seriesTitle)</b>: \(parts.joined(separator: "; ")).</li>\n"
    }

    private func table(_ table: DeviationTable, name: String) -> HTML {
        let heads = table.columns.map { column -> HTML in
            "<th scope=\"colgroup\" colspan=\"4\">\(column.reference.seriesTitle)</th>"
        }
        let parts = table.columns.map { _ -> HTML in
            """
            <th scope="col" class="n">largest</th><th scope="col" class="n">rms</th><th scope="col" class="n">cost</th>\
            <th scope="col" class="n">s</th>
            """
        }
        let rows = table.rows.map { values -> HTML in
            let cells = table.columns.map { column in cell(column.cells.first { $0.values == values }) }
            return "<tr><th scope=\"row\">\(values.joined(separator: ", "))</th>\(cells)</tr>\n"
        }
        let last = table.columns.map { column -> HTML in
            """
            <td class="n">0</td><td class="n">0</td><td class="n">1</td><td class="n">\(seconds(column.reference))</td>
            """
        }
        return """
            <table><thead><tr><th scope="col" rowspan="2">\(name)</th>\(heads)</tr><tr>\(parts)</tr></thead>
            <tbody>\(rows)<tr><th scope="row">\(table.referenceText) <small>reference</small></th>\(last)</tr></tbody></table>
            """
    }

    private func cell(_ cell: DeviationTable.Cell?) -> HTML {
        guard let cell else { return "<td></td><td></td><td></td><td></td>" }
        let deviation = cell.deviation
        let place = """
            at position \(deviation.worst.position + 1), beam (\(Numbers.fixed(10 * deviation.worst.kx, decimals: 2)), \
            \(Numbers.fixed(10 * deviation.worst.ky, decimals: 2))) nm⁻¹
            """
        return """
            <td class="n" title="\(place)"><b>\(Numbers.significant(deviation.largest, digits: 2))</b></td>\
            <td class="n">\(Numbers.significant(deviation.rms, digits: 2))</td>\
            <td class="n">\(cell.cost.map { Numbers.significant($0, digits: 2) } ?? "")</td>\
            <td class="n">\(seconds(cell.dataset))</td>
            """
    }

    private func seconds(_ dataset: RunRecord.DatasetEntry) -> HTML {
        dataset.cached ? "<small>cache</small>" : "\(Numbers.significant(dataset.seconds, digits: 2))"
    }

    /// "slices per unit" for "discretization.slices-per-unit".
    static func shortKey(_ key: String) -> String {
        (key.split(separator: ".").last.map(String.init) ?? key).map { $0 == "-" ? " " : String($0) }.joined()
    }
}

/// The largest deviation over the value of a setting that is a number; a curve for each reference.
struct DeviationPlot {
    let table: DeviationTable

    /// nil where the values are no numbers, or there is only one.
    var plot: Plot? {
        let curves = table.columns.map { column in
            (
                column,
                column.cells.compactMap { cell in number(cell).map { Plot.Point(x: $0, y: cell.deviation.largest) } }
            )
        }
        let points = curves.flatMap(\.1).filter { $0.y > 0 }
        guard table.keys.count == 1, curves.allSatisfy({ $0.1.count > 1 }), let low = points.map(\.y).min(),
            let high = points.map(\.y).max()
        else { return nil }
        let name = ConvergenceSection.shortKey(table.keys[0])
        var plot = Plot(
            description: "The largest difference of beam intensities from the reference, over \(name)",
            x: Plot.Axis(title: name, range: span(points.map(\.x), padding: 0.06)),
            y: Plot.Axis(
                title: "share of the incident beam",
                range: Numbers.power(Int(Numbers.decade(low)))...Numbers.power(Int(Numbers.decade(high)) + 1),
                logarithmic: true), width: 520)
        for (order, (column, points)) in curves.enumerated() {
            let titles = zip(column.cells, points).map { cell, point in
                "\(column.reference.seriesTitle), \(cell.values[0]): \(Numbers.significant(point.y))"
            }
            plot.elements += [
                .line(points, ink: .neutral, stroke: .method(order), label: column.reference.seriesTitle),
                .markers(points, ink: .neutral, hollow: order % 2 == 1, titles: titles),
            ]
        }
        return plot
    }

    /// A value such as "9", or the first number of a list such as "[360, 108]".
    private func number(_ cell: DeviationTable.Cell) -> Double? {
        let text = cell.values.first ?? ""
        let digits = text.drop { $0 == "[" }.prefix { $0.isNumber || $0 == "." }
        return digits.isEmpty ? nil : Double(digits)
    }
}
