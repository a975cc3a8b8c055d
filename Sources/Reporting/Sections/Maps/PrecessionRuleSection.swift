import Records

/// The rule for precession in dimensionless numbers: its words, how often it is right, the figure that carries it, its misses.
struct PrecessionRuleSection {
    let index: RecordIndex

    /// The share of held-out cases that a rule ought to be right in.
    private static let target = 0.9

    var html: HTML {
        guard let study = index.record.precession, !study.outcomes.isEmpty else { return .empty }
        return """
            \(introduction(study))
            \(table(study))
            \(parts(study))
            \(figures(study))
            \(misses(study))
            """
    }

    private func introduction(_ study: PrecessionStudy) -> HTML {
        let origin: HTML =
            study.fixed.map {
                "The rules are those of <code>\($0)</code>; this run fitted none."
            } ?? "The rules were fitted in this run, on the cases that are not held out."
        return """
            <p>For an experimenter the conditions come down to three numbers: <b>φ g t</b>, how far precession by φ carries a \
            reflection through its excitation error, in units of 1/t; <b>t/ξ</b>, the thickness in extinction lengths; \
            <b>b g t</b>, the same as the first for the bend b. g and ξ are those of the strongest reflection in the zone of \
            crystal A, ξ with the run’s Debye-Waller factors.</p>
            <p>A rule says how much precession a thickness needs, in one or two steps, and up to which bend and precession. All \
            thresholds between neighbouring values were tried, and the rule was taken that is right most often; a threshold has to \
            make one case in a hundred more right. \(origin)</p>
            """
    }

    private func table(_ study: PrecessionStudy) -> HTML {
        let rows = study.outcomes.map { outcome -> HTML in
            let verdict = name(outcome.rule.metric)
            return """
                <tr><th scope="row">\(verdict)</th><td>\(index.methodTitle(outcome.rule.method))</td>\
                <td>\(outcome.rule.words)</td>\(tally(outcome.fitted))\(tally(outcome.heldOut))\
                <td>\(reached(outcome.heldOut))</td></tr>

                """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Rules"><table class="study"><caption>Base: how often \
            somebody is right who always gives the commoner answer. The aim is \(Numbers.short(100 * Self.target)) % of the held-out \
            cases.</caption><thead><tr><th scope="col">Profile is</th><th scope="col">Method</th><th scope="col">when</th>\
            <th scope="col" class="n">right on the cases fitted</th><th scope="col" class="n">base</th>\
            <th scope="col" class="n">right on held-out cases</th><th scope="col" class="n">base</th><th scope="col">Aim</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private func tally(_ tally: PrecessionStudy.Tally) -> HTML {
        guard tally.cases > 0 else { return "<td class=\"n\">–</td><td class=\"n\">–</td>" }
        func percent(_ count: Int) -> String {
            Numbers.fixed(100 * Double(count) / Double(tally.cases), decimals: 0) + " %"
        }
        return """
            <td class="n"><b>\(percent(tally.right))</b> <small>\(tally.right)/\(tally.cases)</small></td>\
            <td class="n">\(percent(tally.base))</td>
            """
    }

    private func reached(_ tally: PrecessionStudy.Tally) -> HTML {
        guard tally.cases > 0 else { return .empty }
        let isReached = Double(tally.right) >= Self.target * Double(tally.cases)
        return """
            <span class="verdict \(isReached ? "holds" : "does-not-hold")">\(isReached ? "✓ reached" : "✗ missed")</span>
            """
    }

    /// Where among the held-out cases a rule is right: by zone and by crystal.
    private func parts(_ study: PrecessionStudy) -> HTML {
        let heldOut = study.cases.filter(\.isHeldOut)
        guard !heldOut.isEmpty, let first = study.outcomes.first?.rule.metric, let verdict = index.verdict(first) else {
            return .empty
        }
        let items = study.outcomes.filter { $0.rule.metric == first }.map { outcome -> HTML in
            let heldOut = heldOut.filter { index.isKept($0.dataset, outcome.rule.method, verdict) != nil }
            let missed = Set(outcome.misses)
            func counts(_ key: (PrecessionStudy.Case) -> String) -> String {
                groups(heldOut, by: key).map { group in
                    "\(key(group[0])) \(group.count { !missed.contains($0.dataset) })/\(group.count)"
                }.joined(separator: ", ")
            }
            return """
                <li><b>\(index.methodTitle(outcome.rule.method))</b>, \(name(first)), right by zone: \(counts { "[\($0.zone)]" }); by \
                crystal: \(counts { $0.crystal }).</li>

                """
        }
        return "<ul class=\"findings\">\(items)</ul>\n"
    }

    private func name(_ metric: String) -> String {
        index.verdict(metric)?.name ?? metric
    }

    private func figures(_ study: PrecessionStudy) -> HTML {
        let outcomes = study.outcomes.filter { $0.rule.method != RecordIndex.oracle }
        return outcomes.map { outcome -> HTML in
            let plots = [false, true].compactMap { isHeldOut -> HTML? in
                let cases = study.cases.filter { $0.isHeldOut == isHeldOut }
                guard !cases.isEmpty else { return nil }
                let plot = PrecessionRulePlot(index: index, outcome: outcome, cases: cases).plot
                return """
                    <div class="cell"><p class="cell-title">\(isHeldOut ? "Held-out cases" : "Cases that were fitted")</p>\
                    \(plot.html)</div>
                    """
            }
            return """
                <figure class="wide"><div class="grid-2">\(plots)</div><figcaption><b>\(index.methodTitle(outcome.rule.method)) is \
                \(name(outcome.rule.metric)): \(outcome.rule.words).</b> Filled: it is; hollow: it is not; crosses: the rule is \
                wrong. Dashed: the rule’s thresholds in this plane. Left edge: no precession.</figcaption></figure>

                """
        }.joined()
    }

    private func misses(_ study: PrecessionStudy) -> HTML {
        let cases = Dictionary(study.cases.map { ($0.dataset, $0) }, uniquingKeysWith: { first, _ in first })
        return study.outcomes.map { outcome -> HTML in
            let missed = outcome.misses.compactMap { cases[$0] }.filter(\.isHeldOut)
            guard !missed.isEmpty else { return .empty }
            let rows = missed.map { item -> HTML in
                let value = index.worst(item.dataset, outcome.rule.method, outcome.rule.metric)
                return """
                    <tr><th scope="row">\(item.crystal) [\(item.zone)], \(Numbers.chosen(item.energy)) kV</th>\
                    <td class="n">\(Numbers.chosen(item.angle))</td><td class="n">\(Numbers.chosen(item.thickness))</td>\
                    <td class="n">\(Numbers.significant(item.numbers.sweep, digits: 2))</td>\
                    <td class="n">\(Numbers.significant(item.numbers.depth, digits: 2))</td>\
                    <td>\(outcome.rule.accepts(item.numbers) ? "it is" : "it is not")</td>\
                    <td class="n">\(value.map { Numbers.significant($0) } ?? "–")</td></tr>

                    """
            }
            return """
                <details><summary>Held-out cases that the rule gets wrong: \(index.methodTitle(outcome.rule.method)), \
                \(name(outcome.rule.metric)) (\(missed.count))</summary><div class="scroll" tabindex="0" role="region" \
                aria-label="Misses"><table><thead><tr><th scope="col">Crystal</th><th scope="col" class="n">angle (mrad)</th>\
                <th scope="col" class="n">thickness (nm)</th><th scope="col" class="n">φ g t</th><th scope="col" class="n">t/ξ</th>\
                <th scope="col">Rule says</th><th scope="col" class="n">\(index.metric(outcome.rule.metric)?.title.lowercased() ?? "")</th>\
                </tr></thead><tbody>\(rows)</tbody></table></div></details>

                """
        }.joined()
    }
}
