import Arrays
import Datasets
import Records

/// Datasets without truth: what each method finds in them, beside the simulated dataset that the experiment names.
struct MeasuredSection {
    let index: RecordIndex

    /// Datasets without truth on which a method ran, in the record's order.
    static func datasets(_ index: RecordIndex) -> [Dataset] {
        index.record.datasets.compactMap { entry in
            guard !index.input.isStudied(entry), let dataset = index.input.datasets[entry.name], dataset.truth == nil,
                !index.methods(on: entry.name).isEmpty
            else { return nil }
            return dataset
        }
    }

    var html: HTML { Self.datasets(index).map(section).joined() }

    private func section(_ dataset: Dataset) -> HTML {
        let entry = index.record.datasets.first { $0.name == dataset.name }
        let partner = entry?.beside.flatMap { index.input.datasets[$0] }
        let columns = [dataset] + (partner.map { [$0] } ?? [])
        let heads = columns.map { column -> HTML in
            let kind = column.truth == nil ? "truth unknown" : "simulated"
            return "<p class=\"cell-title\">\(index.datasetTitle(column.name)), \(kind)</p>"
        }
        let screes = zip(heads, columns).map { head, column in
            "<div class=\"cell\">\(head)\(scree(column))</div>" as HTML
        }
        let methods = index.methods(on: dataset.name).filter { $0 != RecordIndex.oracle }
        let figures = methods.map { method in figure(method, columns) }.joined()
        return """
            <section class="dataset" id="data-\(slug(dataset.name))">
            <h3>\(index.datasetTitle(dataset.name)) <small class="name">\(dataset.name)</small></h3>
            \(FailedTrials(index: index, dataset: dataset.name).html)
            <figure class="wide"><div class="row">\(screes)</div><figcaption><b>Scree.</b> What each component of the uncentred \
            singular value decomposition carries.</figcaption></figure>
            \(figures)\(TruthFreeTable(index: index, datasets: columns.map(\.name), methods: methods).html)</section>

            """
    }

    /// The scree of whichever method stored the most singular values.
    private func scree(_ dataset: Dataset) -> HTML {
        let plots = index.methods(on: dataset.name).compactMap {
            index.estimate(dataset.name, $0).flatMap(ScreePlot.init)
        }
        guard let plot = plots.max(by: { $0.shares.count < $1.shares.count }) else {
            return "<p>No method stored singular values.</p>"
        }
        return plot.plot.html
    }

    private func figure(_ method: String, _ columns: [Dataset]) -> HTML {
        let cells = columns.compactMap { column -> HTML? in
            guard let estimate = index.estimate(column.name, method), estimate.maps.columns == column.shape.rowCount,
                estimate.patterns.columns == column.shape.columnCount
            else { return nil }
            let sources = SourcePictures(estimate: estimate, dataset: column, method: index.methodTitle(method))
            return """
                <div class="cell"><p class="cell-title">\(index.datasetTitle(column.name))</p>\(sources.patterns)\(sources.maps)\
                \(SourceProfiles(estimate: estimate, dataset: column, method: index.methodTitle(method)).plot.html)</div>
                """
        }
        guard !cells.isEmpty else { return .empty }
        let corrections = columns.compactMap { column -> HTML? in
            guard let correction = index.estimate(column.name, method)?.correction else { return nil }
            return """
                 Patterns of \(index.datasetTitle(column.name)) are corrected for \(correction), after the learning; scores \
                belong to them as learned.
                """
        }
        return """
            <figure class="wide"><div class="row">\(cells)</div><figcaption><b>\(index.methodTitle(method)).</b> Sources in the \
            method's own order. Each pattern ends its scale at its brightest pixel outside the direct beam; maps are divided \
            by their largest absolute value. Profiles run along the scan\
            \(columns.contains { $0.shape.scanY > 1 } ? ", in the mean of its three middle lines" : "").\(corrections.joined())</figcaption></figure>

            """
    }
}

/// The metrics that need no truth: a row each, a column for each dataset and method.
struct TruthFreeTable {
    let index: RecordIndex
    let datasets: [String]
    let methods: [String]

    var html: HTML {
        // What was scored without naming an end member where no truth is known.
        let rows = index.record.metrics.compactMap { metric -> HTML? in
            let scores = datasets.flatMap { dataset in
                methods.map { index.score(dataset, $0, metric.name, nil) }
            }
            guard scores.prefix(methods.count).contains(where: { $0 != nil }) else { return nil }
            let cells = scores.map { score -> HTML in
                let text = score?.value.map { metric.text($0) } ?? "–"
                return "<td class=\"n\" title=\"\(score?.reason ?? "")\">\(text)</td>"
            }
            let unit = metric.unitText.isEmpty ? "" : " (\(metric.unitText))"
            return """
                <tr><th scope="row"><a href="#metric-\(slug(metric.name))">\(metric.title)</a>\(unit) \
                <span class="arrow" title="\(metric.directionText)">\(metric.arrow)</span></th>\(cells)</tr>

                """
        }
        guard !rows.isEmpty else { return .empty }
        let heads = datasets.map {
            "<th scope=\"colgroup\" class=\"n\" colspan=\"\(methods.count)\">\(index.datasetTitle($0))</th>" as HTML
        }
        let names = datasets.flatMap { _ in
            methods.map { "<th scope=\"col\" class=\"n\">\(index.methodTitle($0))</th>" as HTML }
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Scores that need no truth"><table class="mini"><thead>\
            <tr><td rowspan="2"></td>\(heads)</tr><tr>\(names)</tr></thead>
            <tbody>\(rows)</tbody></table></div>
            <p class="note">Only scores that need no truth can be given here.</p>

            """
    }
}
