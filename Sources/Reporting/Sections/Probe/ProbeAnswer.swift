import Records

/// What the comparison says, in sentences whose every number stands in the record.
struct ProbeAnswer {
    let index: RecordIndex
    /// The probe against columns.
    let comparisons: [ProbeComparison]

    var html: HTML {
        guard !comparisons.isEmpty else { return .empty }
        return """
            <p class="finding" id="probe-answer"><b>\(verdict)</b> \(intensities)</p>
            \(profiles)
            """
    }

    /// Which verdicts the approximation changes.
    private var verdict: String {
        guard let matrix = index.record.matrix, let metric = index.metric(matrix.metric) else {
            return "The column approximation leaves these differences."
        }
        let pairs = comparisons.flatMap { comparison in
            methods(comparison).compactMap { method -> (name: String, same: Bool)? in
                guard let probe = index.worst(comparison.dataset, method, metric.name),
                    let columns = index.worst(comparison.reference, method, metric.name)
                else { return nil }
                let name =
                    "\(index.methodTitle(method)) at \(Numbers.chosen(comparison.precessionAngle)) mrad "
                    + "(\(Numbers.significant(columns, digits: 2)) by columns, \(Numbers.significant(probe, digits: 2)) by the probe)"
                return (name, (probe <= matrix.atMost) == (columns <= matrix.atMost))
            }
        }
        guard !pairs.isEmpty else { return "The column approximation leaves these differences." }
        let changed = pairs.filter { !$0.same }
        let bound = "\(metric.title.lowercased()) of at most \(Numbers.chosen(matrix.atMost))"
        if changed.isEmpty {
            return """
                The column approximation gives the same verdict on all \(pairs.count) profiles as the probe itself (\(bound), or more).
                """
        }
        return """
            The column approximation gives the same verdict (\(bound), or more) on \(pairs.count - changed.count) of \(pairs.count) \
            profiles; another on \(changed.map(\.name).joined(separator: "; ")).
            """
    }

    /// Ranges of the deviations, angle by angle.
    private var intensities: String {
        let parts = comparisons.map { comparison in
            let positions = ProbeSection.boundary(comparison)
            let relative = positions.map(\.relative)
            let largest = positions.map(\.largest).max() ?? 0
            return """
                \(Numbers.chosen(comparison.precessionAngle)) mrad: \(percent(relative.min() ?? 0)) to \(percent(relative.max() ?? 0)) \
                (no disc by more than \(percent(largest)) of the incident beam)
                """
        }
        let angle = Numbers.chosen(comparisons[0].semiAngle)
        return """
            The intensities are not the same: with the boundary under a probe of \(angle) mrad the diffracted discs differ by, \
            root mean square, \(parts.joined(separator: "; ")).
            """
    }

    /// The metric of the profiles both ways.
    private var profiles: HTML {
        guard let metric = index.record.matrix.flatMap({ index.metric($0.metric) }) else { return .empty }
        let methods = groups(comparisons.flatMap(methods)) { $0 }.map { $0[0] }
        let heads = methods.map { method -> HTML in
            "<th scope=\"colgroup\" colspan=\"2\">\(index.methodTitle(method))</th>"
        }
        let halves = methods.map { _ -> HTML in
            "<th scope=\"col\" class=\"n\">columns</th><th scope=\"col\" class=\"n\">probe</th>"
        }
        let rows = comparisons.map { comparison -> HTML in
            let cells = methods.map { method -> HTML in
                let values = [comparison.reference, comparison.dataset].map { index.worst($0, method, metric.name) }
                let texts = values.map { $0.map { Numbers.significant($0, digits: 2) } ?? "–" }
                return "<td class=\"n\">\(texts[0])</td><td class=\"n\"><b>\(texts[1])</b></td>"
            }
            return """
                <tr><th scope="row">\(Numbers.chosen(comparison.precessionAngle)) mrad</th>\(cells)</tr>

                """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(metric.title)"><table><thead><tr>\
            <th scope="col" rowspan="2">\(metric.title), worst of A and B</th>\(heads)</tr><tr>\(halves)</tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private func methods(_ comparison: ProbeComparison) -> [String] {
        let there = index.methods(on: comparison.reference)
        return index.methods(on: comparison.dataset).filter { there.contains($0) }
    }

    private func percent(_ share: Double) -> String { "\(Numbers.significant(100 * share, digits: 2)) %" }
}
