import Records

/// A sweep as a matrix: condition by setting and method, each score with its verdict, the band over all conditions, and
/// what holds everywhere or only somewhere.
struct SensitivitySection {
    let index: RecordIndex

    private var matrix: SweepMatrix? { index.record.matrix }

    /// The score that is shown: the experiment's choice, else that of its first claim, else the first that was scored.
    private var metric: MetricEntry? {
        let scored = index.record.trials.lazy.flatMap(\.scores).first?.metric
        return [matrix?.metric, index.record.claims.first?.metric, scored].compactMap { $0 }.lazy
            .compactMap(index.metric).first
    }

    var html: HTML {
        let tables = SweepTable.all(index.record)
        guard let metric, !tables.isEmpty else { return .empty }
        return tables.map { section($0, metric) }.joined()
    }

    private func section(_ table: SweepTable, _ metric: MetricEntry) -> HTML {
        let name = ConvergenceSection.shortKey(table.key)
        let methods = index.allMethods.filter { method in
            table.rows.contains { $0.datasets.values.contains { index.worst(over: $0, method, metric.name) != nil } }
        }
        let bands = methods.map { method in table.columns.map { band(method, $0, table, metric) } }
        return """
            <section id="sweep-\(slug(name))"><h3>\(metric.title) over \(name), condition by condition</h3>
            \(SweepFindings(index: index, bands: bands.flatMap { $0 }, matrix: matrix).html)
            \(SweepProfiles(index: index, table: table).html)
            <div class="scroll" tabindex="0" role="region" aria-label="\(metric.title) by condition">\
            \(self.table(table, metric, methods, bands))</div>
            \(legend(metric))</section>

            """
    }

    private func band(_ method: String, _ column: String, _ table: SweepTable, _ metric: MetricEntry) -> SweepBand {
        let values = table.rows.compactMap { row in
            row.datasets[column].flatMap { index.worst(over: $0, method, metric.name) }.map { (row.title, $0.median) }
        }
        return SweepBand(method: method, column: column, values: values)
    }

    private func legend(_ metric: MetricEntry) -> HTML {
        let verdicts: HTML =
            matrix.map { matrix in
                """
                <span class="verdict holds">✓</span> \(matrix.kept): at most \(Numbers.short(matrix.atMost)); \
                <span class="verdict does-not-hold">✗</span> \(matrix.broken). 
                """
            } ?? .empty
        return """
            <p class="note">\(verdicts)Each number is the worst end member’s \
            <a href="#metric-\(slug(metric.name))">\(metric.title.lowercased())</a>. The oracle unmixes with the true patterns: \
            what it shows belongs to the data and not to a method. The last rows are the smallest and the largest value over \
            all conditions.\(seeds)</p>

            """
    }

    private var seeds: String {
        let repeated = index.record.datasets.filter { $0.place != nil && $0.repetition != nil && !$0.isHeldOutSeed }
        let count = Set(repeated.compactMap(\.repetition?.seed)).count
        return count == 0
            ? ""
            : " Where noise was drawn with several seeds, the number is the median of \(count) seeds, with its range on hover."
    }

    private func table(
        _ table: SweepTable, _ metric: MetricEntry, _ methods: [String], _ bands: [[SweepBand]]
    ) -> HTML {
        let unit = table.unit.map { ", \($0)" } ?? ""
        let groups = methods.map { method -> HTML in
            """
            <th scope="colgroup" class="group" colspan="\(table.columns.count)">\(index.methodTitle(method))\
            <small>\(unit)</small></th>
            """
        }
        let heads = methods.flatMap { _ in
            table.columns.enumerated().map { order, column -> HTML in
                "<th scope=\"col\" class=\"n\(order == 0 ? " group" : "")\">\(table.withoutUnit(column))</th>"
            }
        }
        let rows = table.rows.map { row -> HTML in
            let cells = methods.flatMap { method in
                table.columns.enumerated().map { order, column in
                    cell(
                        row.datasets[column].flatMap { index.worst(over: $0, method, metric.name) }, metric,
                        first: order == 0)
                }
            }
            return "<tr><th scope=\"row\">\(row.title)</th>\(cells)</tr>\n"
        }
        func ends(_ title: String, _ end: (ClosedRange<Double>) -> Double) -> HTML {
            let cells = bands.flatMap { band in
                band.enumerated().map { cell($1.range.flatMap { SeedScore([end($0)]) }, metric, first: $0 == 0) }
            }
            return "<tr class=\"band\"><th scope=\"row\">\(title)</th>\(cells)</tr>\n"
        }
        return """
            <table class="matrix"><thead><tr><th scope="col" rowspan="2">Condition</th>\(groups)</tr><tr>\(heads)</tr></thead>
            <tbody>\(rows)\(ends("smallest") { $0.lowerBound })\(ends("largest") { $0.upperBound })</tbody></table>
            """
    }

    private func cell(_ score: SeedScore?, _ metric: MetricEntry, first: Bool) -> HTML {
        let group: HTML = first ? " group" : .empty
        guard let score else { return "<td class=\"n\(group)\"></td>" }
        let value = score.median
        let text = Numbers.fixed(value, decimals: 2)
        guard let matrix else { return "<td class=\"n\(group)\">\(text)</td>" }
        let isKept = value <= matrix.atMost
        return """
            <td class="n\(group) \(isKept ? "kept" : "broken")" title="\(isKept ? matrix.kept : matrix.broken), \(score.words(in: metric))">\
            <span aria-hidden="true">\(isKept ? "✓" : "✗")</span> \(text)</td>
            """
    }
}

/// What the bands of a sweep say, in sentences whose every number stands in the matrix.
struct SweepFindings {
    let index: RecordIndex
    let bands: [SweepBand]
    let matrix: SweepMatrix?

    var html: HTML {
        guard let matrix else { return .empty }
        let items = bands.filter { $0.method != RecordIndex.oracle && $0.range != nil }
        let everywhere = items.filter { $0.keeping(matrix.atMost).isEmpty || $0.breaking(matrix.atMost).isEmpty }
        let somewhere = items.filter { band in
            !everywhere.contains { $0.method == band.method && $0.column == band.column }
        }
        return """
            \(list("In every condition", everywhere.map { always($0, matrix) }))\
            \(list("Only in some", somewhere.map { sometimes($0, matrix) }))
            """
    }

    private func list(_ title: String, _ items: [HTML]) -> HTML {
        items.isEmpty ? .empty : "<h4>\(title)</h4><ul class=\"findings\">\(items)</ul>\n"
    }

    private func always(_ band: SweepBand, _ matrix: SweepMatrix) -> HTML {
        let isKept = band.breaking(matrix.atMost).isEmpty
        return """
            <li><span class="verdict \(isKept ? "holds" : "does-not-hold")">\(isKept ? "✓" : "✗")</span> \
            \(head(band)): <b>\(isKept ? matrix.kept : matrix.broken)</b> in \(count(band)) \(range(band)).</li>

            """
    }

    /// The rarer verdict names its conditions.
    private func sometimes(_ band: SweepBand, _ matrix: SweepMatrix) -> HTML {
        let (kept, broken) = (band.keeping(matrix.atMost), band.breaking(matrix.atMost))
        let (rare, word, other) =
            kept.count <= broken.count ? (kept, matrix.kept, matrix.broken) : (broken, matrix.broken, matrix.kept)
        let names = rare.map { "\($0.condition) (\(Numbers.significant($0.value, digits: 2)))" }.joined(separator: "; ")
        return """
            <li>\(head(band)): <b>\(other)</b> in \(band.values.count - rare.count) of \(band.values.count) conditions \
            \(range(band)); \(word) with: \(names).</li>

            """
    }

    private func head(_ band: SweepBand) -> String { "\(index.methodTitle(band.method)), \(band.column)" }

    private func count(_ band: SweepBand) -> String {
        band.values.count == 1 ? "the one condition" : "all \(band.values.count) conditions"
    }

    private func range(_ band: SweepBand) -> String {
        guard let range = band.range else { return "" }
        return
            "(\(Numbers.significant(range.lowerBound, digits: 2)) to \(Numbers.significant(range.upperBound, digits: 2)))"
    }
}

/// The profiles of a sweep's first condition in all its columns.
struct SweepProfiles {
    let index: RecordIndex
    let table: SweepTable

    var html: HTML {
        guard let row = table.rows.first else { return .empty }
        let cells = table.columns.compactMap { column in row.datasets[column]?.first.flatMap { cell($0, column) } }
        guard let name = cells.first?.member, cells.count > 1 else { return .empty }
        return """
            <figure class="wide"><div class="grid-3">\(cells.map(\.html))</div><figcaption><b>The share of \(name) that each method \
            reports: \(row.title).</b> Thin line: the truth. Pale band: the oracle.</figcaption></figure>

            """
    }

    private func cell(_ dataset: String, _ column: String) -> (html: HTML, member: String)? {
        guard let scan = index.input.datasets[dataset].flatMap(KnownDataset.init).flatMap(LineScan.init) else {
            return nil
        }
        var profile = ProfilePlot(
            index: index, scan: scan, views: index.views(on: scan.known), oracle: index.oracle(on: scan.known),
            members: [0])
        profile.width = 400
        profile.height = 230
        return (
            "<div class=\"cell\"><p class=\"cell-title\">\(column)</p>\(profile.plot.html)</div>", scan.memberNames[0]
        )
    }
}
