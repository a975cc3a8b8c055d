import Records

/// What was measured on a dataset, in sentences whose every number stands in the record.
struct Findings {
    let index: RecordIndex
    let dataset: String

    /// Verdicts of the claims that this dataset tests.
    var claims: HTML {
        let mine = index.record.claims.enumerated().filter { $0.element.dataset == dataset }
        guard !mine.isEmpty else { return .empty }
        let items = mine.map { offset, claim -> HTML in
            let metric = index.metric(claim.metric)
            let value = claim.value.map { Numbers.significant($0) + (metric?.unitText ?? "") } ?? "undefined"
            let oracle = claim.oracle.map { "; oracle \(Numbers.significant($0))" } ?? ""
            let name = (metric?.title ?? claim.metric).lowercased()
            return """
                <li>\(claim.verdict.badge) <a href="#\(ClaimsTable.anchor(claim, offset))">\(claim.id)</a> \
                \(claim.text) <span class="measured">\(index.methodTitle(claim.method)): \(name) \(value) (\(claim.bound)\(oracle)).\
                </span></li>

                """
        }
        return "<ul class=\"findings\">\(items)</ul>\n"
    }

    /// One line a metric: each method's values beside the oracle's. Metrics without a score here are left out.
    func sentence(_ metrics: [String]) -> HTML {
        let parts = metrics.compactMap(part)
        return parts.isEmpty ? .empty : HTML(markup: parts.map(\.text).joined(separator: "; ") + ".")
    }

    private func part(_ metric: String) -> HTML? {
        let values = index.methods(on: dataset).compactMap { method -> HTML? in
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
