import Records

extension ClaimEntry.Verdict {
    var text: String {
        switch self {
        case .holds: "holds"
        case .doesNotHold: "does not hold"
        case .notTestable: "not testable"
        }
    }

    /// A sign that carries the verdict without colour.
    var sign: String {
        switch self {
        case .holds: "✓"
        case .doesNotHold: "✗"
        case .notTestable: "○"
        }
    }

    var badge: HTML { "<span class=\"verdict \(rawValue)\">\(sign) \(text)</span>" }
}

/// The claims' verdicts in one line each, every one a link to its row in the table.
struct VerdictStrip {
    let claims: [ClaimEntry]

    var html: HTML {
        guard !claims.isEmpty else { return .empty }
        let groups = ClaimEntry.Verdict.allCases.map(group)
        let surprises = claims.filter { $0.verdict != $0.expected }.count
        let agreement: HTML =
            surprises == 0
            ? "Every verdict is the one that the experiment file states."
            : "<strong>\(surprises) of \(claims.count) verdicts differ from the one stated.</strong>"
        return "<div class=\"verdicts\">\(groups)</div>\n<p>\(agreement)</p>\n"
    }

    private func group(_ verdict: ClaimEntry.Verdict) -> HTML {
        let members = claims.enumerated().filter { $0.element.verdict == verdict }
        var ids: [String] = []
        for (_, claim) in members where !ids.contains(claim.id) { ids.append(claim.id) }
        let links = ids.map { id -> HTML in
            let mine = members.filter { $0.element.id == id }
            let first = mine[0]
            let total = claims.filter { $0.id == id }.count
            let count: HTML = total > 1 ? " <small>\(mine.count) of \(total)</small>" : .empty
            let anchor = ClaimsTable.anchor(first.element, first.offset)
            return "<a href=\"#\(anchor)\" title=\"\(first.element.text)\">\(id)\(count)</a>"
        }
        let none: HTML = links.isEmpty ? "<span class=\"none\">none</span>" : .empty
        return """
            <div class="verdict-group \(verdict.rawValue)"><p><span class="number">\(members.count)</span> \
            \(verdict.badge)</p><p class="links">\(links.joined(separator: " "))\(none)</p></div>

            """
    }
}
