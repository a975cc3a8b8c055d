import Records

/// Method by artefact: on how many datasets each method is free of it.
struct ArtefactMatrix {
    let comparison: MethodComparison

    private var artefacts: [MethodStudy.Artefact] { comparison.study.artefacts }
    private var hasHeldOut: Bool { comparison.series.contains(where: \.hasHeldOut) }

    var html: HTML {
        let heads = artefacts.map { artefact -> HTML in
            """
            <th scope="col" class="n"><a href="#metric-\(slug(artefact.metric))">\(artefact.name)</a><br/>\
            <small>\(ArtefactWords(comparison: comparison).bound(artefact))</small></th>
            """
        }
        let heldOut: HTML =
            hasHeldOut ? " Small, behind H: the same on the held-out seeds of the noisy datasets." : .empty
        return """
            <h3>Free of the artefact on how many datasets</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Method by artefact"><table class="scores study">
            <thead><tr><th scope="col">Method</th>\(heads)<th scope="col" class="n">all</th>\
            <th scope="col" class="n">starts that reach the best objective</th></tr></thead>
            <tbody>\(comparison.methods.map(row))</tbody></table></div>
            <p class="note">Bold: the most of any method. The oracle’s row says on how many datasets an artefact could be \
            avoided at all.\(heldOut) A score that the oracle has and a method has not, such as the width of a boundary that \
            its map does not show, counts as the artefact.</p>

            """
    }

    private func row(_ method: String) -> HTML {
        let cells = artefacts.map { artefact in
            cell(
                comparison.count(method, artefact), heldOut: comparison.count(method, artefact, heldOut: true),
                best: comparison.learners.map { comparison.count($0, artefact).free }.max() ?? 0, method: method)
        }
        let total = cell(
            total(method), heldOut: total(method, heldOut: true),
            best: comparison.learners.map { self.total($0).free }.max() ?? 0, method: method)
        return """
            <tr><th scope="row">\(comparison.index.methodTitle(method))</th>\(cells)\(total)\(starts(method))</tr>

            """
    }

    private func total(_ method: String, heldOut: Bool = false) -> MethodComparison.Count {
        var sum = MethodComparison.Count()
        for artefact in artefacts {
            let count = comparison.count(method, artefact, heldOut: heldOut)
            sum.free += count.free
            sum.all += count.all
        }
        return sum
    }

    private func cell(
        _ count: MethodComparison.Count, heldOut: MethodComparison.Count, best: Int, method: String
    ) -> HTML {
        let isBest = method != RecordIndex.oracle && count.free == best && best > 0
        let number: HTML = isBest ? "<b>\(count.text)</b>" : "\(count.text)"
        let other: HTML = hasHeldOut ? "<br/><small>H \(heldOut.text)</small>" : .empty
        return "<td class=\"n\">\(number)\(other)</td>"
    }

    private func starts(_ method: String) -> HTML {
        let (reached, tried) = comparison.starts(of: method)
        guard tried > 0 else { return "<td class=\"n\"></td>" }
        let isSearch = comparison.series.contains {
            comparison.starts($0.name, method).map { $0.tried > $0.trials } ?? false
        }
        // One start reaches its own best objective, which says nothing.
        guard isSearch else { return "<td class=\"n\"><small>one start</small></td>" }
        return """
            <td class="n" title="\(reached) of \(tried) starts">\(Numbers.fixed(100 * Double(reached) / Double(tried), decimals: 0)) %</td>
            """
    }
}
