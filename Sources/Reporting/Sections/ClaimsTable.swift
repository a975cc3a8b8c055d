import Records

/// Every claim with its bound, the value found, its spread and pass rate over the seeds, the oracle's value, and the verdict
/// beside the one stated.
struct ClaimsTable {
    let index: RecordIndex
    /// Datasets that have a section of their own on the page.
    let shown: Set<String>

    static func anchor(_ claim: ClaimEntry, _ offset: Int) -> String { "claim-\(slug(claim.id))-\(offset + 1)" }

    var html: HTML {
        let claims = index.record.claims
        guard !claims.isEmpty else { return "<p>The record states no claims.</p>" }
        let rows = claims.indices.map { row($0, in: claims) }
        let ofSeeds: HTML =
            hasSeeds ? "<th scope=\"col\" class=\"n\">Spread</th><th scope=\"col\" class=\"n\">Pass rate</th>" : .empty
        return """
            \(legend)\
            <div class="scroll" tabindex="0" role="region" aria-label="Claims"><table class="claims">
            <thead><tr><th scope="col">Claim</th><th scope="col">Data and method</th><th scope="col">Metric</th>\
            <th scope="col">Bound</th><th scope="col" class="n">Value</th>\(ofSeeds)<th scope="col" class="n">Oracle</th>\
            <th scope="col">Verdict</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private var hasSeeds: Bool { index.record.claims.contains { $0.spread != nil } }

    private var legend: HTML {
        let claims = index.record.claims
        let heldOut: HTML =
            claims.contains { $0.heldOutSpread != nil }
            ? " Lines with H are those of held-out seeds, which the verdict does not look at." : .empty
        let seeds: HTML =
            hasSeeds
            ? """
            Value: the median over the seeds of the noise, which decides the verdict. Spread: the smallest and the largest. Pass \
            rate: on how many seeds the bound is kept.\(heldOut)
            """ : .empty
        let under: HTML =
            claims.contains { $0.under == "fitted settings" }
            ? " Under fitted settings: the settings were chosen after results had been seen." : .empty
        return hasSeeds || claims.contains { $0.under == "fitted settings" } ? "<p>\(seeds)\(under)</p>\n" : .empty
    }

    /// One row; the claim itself stands once for all rows that test it.
    private func row(_ order: Int, in claims: [ClaimEntry]) -> HTML {
        func isSame(_ other: Int) -> Bool {
            claims[other].id == claims[order].id && claims[other].text == claims[order].text
        }
        let claim = claims[order]
        let startsGroup = order == 0 || !isSame(order - 1)
        let count = claims[order...].indices.prefix(while: isSame).count
        let head: HTML =
            startsGroup
            ? """
            <th scope="rowgroup" rowspan="\(count)">\(claim.id) <span class="claim-text">\(claim.text)</span></th>
            """
            : .empty
        let metric = index.metric(claim.metric)
        func text(_ value: Double) -> String { metric?.measured(value) ?? Numbers.significant(value) }
        let value = claim.value.map(text) ?? "–"
        let oracle = claim.oracle.map(text) ?? ""
        let heldOut = Self.heldOut(claim.heldOut.map(text))
        let ofSeeds: HTML =
            hasSeeds
            ? """
            <td class="n">\(range(claim.spread, in: metric) ?? "")\(Self.heldOut(range(claim.heldOutSpread, in: metric)))\
            </td><td class="n">\(claim.spread?.passRate ?? "")\(Self.heldOut(claim.heldOutSpread?.passRate))</td>
            """ : .empty
        let title = index.datasetTitle(claim.dataset)
        let anchor =
            shown.contains(claim.dataset)
            ? "data-" : index.record.methodStudy != nil ? "board-" : nil
        let data: HTML = anchor.map { "<a href=\"#\($0)\(slug(claim.dataset))\">\(title)</a>" } ?? "\(title)"
        let name = metric?.title ?? claim.metric
        let link: HTML = metric == nil ? "\(name)" : "<a href=\"#metric-\(slug(claim.metric))\">\(name)</a>"
        let metricCell: HTML = claim.member.map { "\(link)<br/><small>\($0)</small>" } ?? link
        let isRepeated = !startsGroup && claims[order - 1].because == claim.because
        return """
            <tr id="\(Self.anchor(claim, order))">\(head)\
            <td class="data">\(data)<br/><small>\(index.methodTitle(claim.method))</small></td><td>\(metricCell)</td>\
            <td>\(claim.bound)</td><td class="n">\(value)\(heldOut)</td>\(ofSeeds)\
            <td class="n">\(oracle)</td><td>\(claim.verdict.badge)\(label(of: claim))\(expectation(of: claim, withReason: !isRepeated))</td></tr>

            """
    }

    /// A second line of a cell, about the held-out seeds.
    private static func heldOut(_ text: String?) -> HTML {
        text.map { "<br/><small title=\"held-out seeds\">H \($0)</small>" } ?? .empty
    }

    /// The smallest and the largest value; nil where none is defined.
    private func range(_ spread: ClaimEntry.Spread?, in metric: MetricEntry?) -> String? {
        guard let spread, let smallest = spread.smallest, let largest = spread.largest else { return nil }
        func text(_ value: Double) -> String { metric?.text(value) ?? Numbers.significant(value) }
        return text(smallest) == text(largest) ? text(smallest) : "\(text(smallest)) to \(text(largest))"
    }

    private func label(of claim: ClaimEntry) -> HTML {
        claim.under.map { " <span class=\"under\">under \($0)</span>" } ?? .empty
    }

    /// What the experiment file states, and why; the reason's numbers are no results of this run.
    private func expectation(of claim: ClaimEntry, withReason: Bool) -> HTML {
        let surprise: HTML =
            claim.verdict == claim.expected
            ? .empty : "<br/><strong class=\"surprise\">stated: \(claim.expected.text)</strong>"
        guard withReason, let because = claim.because else { return surprise }
        return "\(surprise)<br/><small>stated because: \(because)</small>"
    }
}

/// `text` as part of an anchor: letters, digits and dashes.
func slug(_ text: String) -> String {
    String(text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
}
