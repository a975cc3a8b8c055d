import Records

/// What each method mends and what it breaks, against the methods whose artefacts are to be mended.
struct RemedyTable {
    let comparison: MethodComparison

    var html: HTML {
        let against = comparison.study.against.filter { comparison.learners.contains($0) }
        guard !against.isEmpty else { return .empty }
        let heads = against.map { method -> HTML in
            """
            <th scope="col">mends of \(comparison.index.methodTitle(method))</th><th scope="col">breaks</th>
            """
        }
        let rows = comparison.learners.map { method -> HTML in
            let cells = against.map { other -> HTML in
                method == other
                    ? "<td></td><td></td>"
                    : "<td>\(list(changes(from: other, to: method, mended: true)))</td><td>\(list(changes(from: other, to: method, mended: false)))</td>"
            }
            return "<tr><th scope=\"row\">\(comparison.index.methodTitle(method))</th>\(cells)</tr>\n"
        }
        return """
            <h3>At what price</h3>
            <p>An artefact is mended where the first method shows it and the other does not, and broken where it is the other way \
            round; with the number of datasets, of those that show it, or of those that were free.</p>
            <div class="scroll" tabindex="0" role="region" aria-label="What each method mends and breaks"><table class="study">
            <thead><tr><th scope="col">Method</th>\(heads)</tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    /// Artefact, changed datasets, datasets that could change.
    private func changes(from first: String, to other: String, mended: Bool) -> [(String, Int, Int)] {
        comparison.study.artefacts.compactMap { artefact in
            var (changed, candidates) = (0, 0)
            for series in comparison.series {
                let before = comparison.state(series.name, first, artefact)
                let after = comparison.state(series.name, other, artefact)
                guard before == (mended ? .present : .free), after != .notAsked else { continue }
                candidates += 1
                if after == (mended ? .free : .present) { changed += 1 }
            }
            return changed > 0 ? (artefact.name, changed, candidates) : nil
        }
    }

    private func list(_ changes: [(String, Int, Int)]) -> HTML {
        changes.isEmpty ? "nothing" : "\(changes.map { "\($0.0) \($0.1)/\($0.2)" }.joined(separator: ", "))"
    }
}
