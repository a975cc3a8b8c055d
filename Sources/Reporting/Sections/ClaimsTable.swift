import Records

/// Every claim with its bound, the value found, the oracle's value, and the verdict beside the one stated in advance.
struct ClaimsTable {
    let index: RecordIndex
    /// Datasets that have a section of their own on the page.
    let shown: Set<String>

    static func anchor(_ claim: ClaimEntry, _ offset: Int) -> String { "claim-\(slug(claim.id))-\(offset + 1)" }

    var html: HTML {
        let claims = index.record.claims
        guard !claims.isEmpty else { return "<p>The record states no claims.</p>" }
        let rows = claims.enumerated().map { row($0.element, $0.offset) }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Claims"><table class="claims">
            <thead><tr><th scope="col">Claim</th><th scope="col">Data and method</th><th scope="col">Metric</th>\
            <th scope="col">Bound</th><th scope="col" class="n">Value</th><th scope="col" class="n">Oracle</th>\
            <th scope="col">Verdict</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private func row(_ claim: ClaimEntry, _ offset: Int) -> HTML {
        let metric = index.metric(claim.metric)
        let unit = metric?.unitText ?? ""
        let value = claim.value.map { Numbers.significant($0) + unit } ?? "–"
        let oracle = claim.oracle.map { Numbers.significant($0) + unit } ?? ""
        let because: HTML = claim.because.map { "<br/><small>\($0)</small>" } ?? .empty
        let expectation: HTML =
            claim.verdict == claim.expected
            ? .empty : "<br/><strong class=\"surprise\">stated in advance: \(claim.expected.text)</strong>"
        let title = index.datasetTitle(claim.dataset)
        let data: HTML =
            shown.contains(claim.dataset) ? "<a href=\"#data-\(slug(claim.dataset))\">\(title)</a>" : "\(title)"
        let name = metric?.title ?? claim.metric
        let metricCell: HTML = metric == nil ? "\(name)" : "<a href=\"#metric-\(slug(claim.metric))\">\(name)</a>"
        return """
            <tr id="\(Self.anchor(claim, offset))"><th scope="row">\(claim.id) <span class="claim-text">\(claim.text)</span></th>\
            <td>\(data)<br/><small>\(index.methodTitle(claim.method))</small></td><td>\(metricCell)</td>\
            <td>\(claim.bound)</td><td class="n">\(value)</td><td class="n">\(oracle)</td>\
            <td>\(claim.verdict.badge)\(expectation)\(because)</td></tr>

            """
    }
}

/// `text` as part of an anchor: letters, digits and dashes.
func slug(_ text: String) -> String {
    String(text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
}
