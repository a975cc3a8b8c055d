import Datasets
import Records

/// What was measured on a dataset, in sentences whose every number stands in the record.
struct Findings {
    let index: RecordIndex
    let dataset: String

    /// Verdicts of the claims that this dataset tests; a claim that several methods are held against stands once.
    var claims: HTML {
        let mine = index.record.claims.enumerated().filter { $0.element.dataset == dataset }
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
        let value = claim.value.map { Numbers.significant($0) + (metric?.unitText ?? "") } ?? "undefined"
        let oracle = claim.oracle.map { "; oracle \(Numbers.significant($0))" } ?? ""
        let name = (metric?.title ?? claim.metric).lowercased()
        return """
            <li>\(claim.verdict.badge) \(index.methodTitle(claim.method)): \(name) <b>\(value)</b> \
            (\(claim.bound)\(oracle))</li>

            """
    }

    /// One line a metric: each method's values beside the oracle's. Metrics without a score here are left out.
    ///
    /// - Parameter withOracle: false where the oracle is perfect by definition, as its patterns are.
    func sentence(_ metrics: [String], withOracle: Bool = true) -> HTML {
        let methods = withOracle ? drawnMethods : drawnMethods.filter { $0 != RecordIndex.oracle }
        let parts = metrics.compactMap { part($0, methods) }
        return parts.isEmpty ? .empty : HTML(markup: parts.map(\.text).joined(separator: "; ") + ".")
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

    private func part(_ metric: String, _ methods: [String]) -> HTML? {
        let values = methods.compactMap { method -> HTML? in
            let members = index.members(dataset, metric: metric)
            let numbers = members.compactMap { member -> String? in
                guard let value = index.score(dataset, method, metric, member)?.value else { return nil }
                return Numbers.significant(value)
            }
            guard !numbers.isEmpty else { return nil }
            return "\(index.methodTitle(method)) <b>\(numbers.joined(separator: " / "))</b>"
        }
        guard !values.isEmpty, let entry = index.metric(metric) else { return nil }
        let unit = entry.unitText.isEmpty ? "" : " (\(entry.unitText))"
        return """
            <a href="#metric-\(slug(metric))">\(entry.title)</a>\(unit): \(values.joined(separator: ", "))
            """
    }

    /// How the values of a sentence are ordered, for the first caption of a figure.
    func order(_ members: [String]) -> HTML {
        members.count > 1 ? "Values are given for \(members.joined(separator: " / "))." : .empty
    }
}
