import Datasets
import Records

/// What was measured on a dataset, in sentences whose every number stands in the record.
struct Findings {
    let index: RecordIndex
    let dataset: String
    /// What claims call it, where it is one of several that differ in the seed of their noise.
    var series: String?

    /// Verdicts of the claims that this dataset tests; a claim that several methods are held against stands once.
    var claims: HTML {
        let mine = index.record.claims.enumerated().filter {
            $0.element.dataset == dataset || $0.element.dataset == series
        }
        var texts: [String] = []
        for (_, claim) in mine where !texts.contains(claim.text) { texts.append(claim.text) }
        let items = texts.map { text -> HTML in
            let same = mine.filter { $0.element.text == text }
            let anchor = ClaimsTable.anchor(same[0].element, same[0].offset)
            return """
                <li><a href="#\(anchor)">\(same[0].element.id)</a> \(text)<ul class="measured">\
                \(same.map { measured($0.element) })</ul></li>

                """
        }
        return items.isEmpty ? .empty : "<ul class=\"findings\">\(items)</ul>\n"
    }

    private func measured(_ claim: ClaimEntry) -> HTML {
        let metric = index.metric(claim.metric)
        let value = claim.value.map { metric?.measured($0) ?? Numbers.significant($0) } ?? "undefined"
        let oracle = claim.oracle.map { "; oracle \(metric?.measured($0) ?? Numbers.significant($0))" } ?? ""
        let heldOut = claim.heldOut.map { "; held-out seeds \(metric?.measured($0) ?? Numbers.significant($0))" } ?? ""
        let seeds = claim.spread.map { "; bound kept on \($0.passRate) seeds" } ?? ""
        let name = (metric?.title ?? claim.metric).lowercased()
        return """
            <li>\(claim.verdict.badge) \(index.methodTitle(claim.method)): \(name) <b>\(value)</b> \
            (\(claim.bound)\(seeds)\(heldOut)\(oracle))</li>

            """
    }

    /// One line a metric: each method's values beside the oracle's. Metrics without a score here are left out.
    ///
    /// - Parameter methods: those that the figures draw, and the oracle, by default.
    func sentence(_ metrics: [String], methods: [String]? = nil) -> HTML {
        let parts = metrics.compactMap { part($0, methods ?? drawnMethods) }
        return parts.isEmpty ? .empty : parts.joined(separator: "; ") + "."
    }

    /// The same as a small table: a row for each metric, a column for each method and member.
    ///
    /// - Parameter withOracle: false where the oracle is perfect by definition, as its patterns are.
    func table(_ metrics: [String], members: [String], withOracle: Bool = true) -> HTML {
        let methods = withOracle ? drawnMethods : drawnMethods.filter { $0 != RecordIndex.oracle }
        let rows = metrics.compactMap { name -> HTML? in
            guard let metric = index.metric(name) else { return nil }
            let scores = methods.flatMap { method in members.map { index.score(dataset, method, name, $0) } }
            guard scores.contains(where: { $0?.value != nil }) else { return nil }
            let cells = scores.map { score -> HTML in
                let text = score?.value.map { metric.text($0) } ?? "–"
                return "<td class=\"n\" title=\"\(score?.reason ?? "")\">\(text)</td>"
            }
            let unit = metric.unitText.isEmpty ? "" : " (\(metric.unitText))"
            return """
                <tr><th scope="row"><a href="#metric-\(slug(name))">\(metric.title)</a>\(unit) \
                <span class="arrow" title="\(metric.directionText)">\(metric.arrow)</span></th>\(cells)</tr>

                """
        }
        guard !rows.isEmpty else { return .empty }
        let heads = methods.map {
            "<th scope=\"colgroup\" class=\"n\" colspan=\"\(members.count)\">\(index.methodTitle($0))</th>" as HTML
        }
        let names = methods.flatMap { _ in members.map { "<th scope=\"col\" class=\"n\">\($0)</th>" as HTML } }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Values"><table class="mini"><thead>\
            <tr><td rowspan="2"></td>\(heads)</tr><tr>\(names)</tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    /// Methods whose estimates stand for end members, and the oracle: those that the figures draw. Without estimates, all.
    private var drawnMethods: [String] {
        let tried = index.methods(on: dataset)
        let drawn = tried.filter { method in
            method == RecordIndex.oracle
                || index.estimate(dataset, method).map { $0.mapScaling != "least-squares" } ?? false
        }
        return drawn.isEmpty ? tried : drawn
    }

    private func part(_ name: String, _ methods: [String]) -> HTML? {
        guard let metric = index.metric(name) else { return nil }
        let members = index.members(dataset, metric: name)
        let values = methods.compactMap { method -> HTML? in
            let values = members.map { index.score(dataset, method, name, $0)?.value }
            guard values.contains(where: { $0 != nil }) else { return nil }
            let numbers = values.map { $0.map { metric.text($0) } ?? "–" }
            let owner = methods.count > 1 ? index.methodTitle(method) : ""
            return "\(owner) <b>\(numbers.joined(separator: " / "))</b>"
        }
        guard !values.isEmpty else { return nil }
        let unit = metric.unitText.isEmpty ? "" : " (\(metric.unitText))"
        return "<a href=\"#metric-\(slug(name))\">\(metric.title)</a>\(unit): \(values.joined(separator: ", "))"
    }

    /// How the values of a sentence are ordered, for the first caption of a figure.
    func order(_ members: [String]) -> HTML {
        members.count > 1 ? "Values are given for \(members.joined(separator: " / "))." : .empty
    }
}
