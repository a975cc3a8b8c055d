import Records

/// What removes which artefact, and at what price: the answer by artefact, the matrix, what each method mends and breaks, and
/// the scoreboard of every dataset.
struct MethodStudySection {
    let comparison: MethodComparison

    var html: HTML {
        """
        \(setting)
        \(ArtefactFindings(comparison: comparison).html)
        \(ArtefactMatrix(comparison: comparison).html)
        \(summaries)
        \(RemedyTable(comparison: comparison).html)
        <h3 id="boards">Dataset by dataset</h3>
        \(boardNote)
        \(comparison.series.enumerated().map { board($0.element, isFirst: $0.offset == 0) })
        """
    }

    private var setting: HTML {
        let repeated = comparison.index.record.datasets.compactMap(\.repetition)
        let seen = Set(repeated.filter { !$0.isHeldOut }.map(\.seed)).count
        let heldOut = Set(repeated.filter(\.isHeldOut).map(\.seed)).count
        let noise: HTML =
            repeated.isEmpty
            ? "each once"
            : """
            \(Set(repeated.map(\.series)).count) of them with counting noise, drawn \(seen) times\
            \(heldOut > 0 ? ", and \(heldOut) times more with seeds that nobody looked at before the last run" : "")
            """
        return """
            <p>\(comparison.learners.count) methods on \(comparison.series.count) datasets: \(noise). A method counts as free of \
            an artefact on a dataset when the median over the seeds of its worse end member lies within the bound. Datasets \
            on which even unmixing with the true patterns (the oracle) is not within it are not counted: there the artefact \
            is in the data.</p>
            """
    }

    /// What each method does, and on what its authors' part of it rests.
    private var summaries: HTML {
        let entries = comparison.index.record.methods.compactMap { entry in
            entry.summary.map { "<li><b>\(comparison.index.methodTitle(entry.name))</b>: \($0).</li>" as HTML }
        }
        return entries.isEmpty
            ? .empty
            : "<details><summary>What each method does</summary><ul class=\"findings\">\(entries)</ul></details>\n"
    }

    private var boardNote: HTML {
        """
        <p>The median over the seeds of the worse end member, its smallest and largest value below it, and, marked H, the median \
        on the held-out seeds. A tick marks what is within the bound, bold the best method. A dash is a score that is \
        undefined, with its reason on hover. Below each table stand the patterns and maps that the numbers are of.</p>
        """
    }

    private func board(_ series: MethodComparison.Series, isFirst: Bool) -> HTML {
        let open: HTML = isFirst ? " open=\"open\"" : .empty
        return """
            <details\(open)><summary id="board-\(slug(series.name))">\(series.title) <small class="name">\(series.name)</small></summary>
            \(Findings(index: comparison.index, dataset: series.name).claims)\
            \(ArtefactBoard(comparison: comparison, series: series).html)\
            \(MethodGallery(comparison: comparison, series: series).html)</details>

            """
    }
}

/// The answer by artefact, in sentences whose every number is counted in the matrix.
struct ArtefactFindings {
    let comparison: MethodComparison

    var html: HTML {
        """
        <h3>Which remedy removes which artefact</h3>
        <ul class="findings">\(comparison.study.artefacts.map(finding))</ul>
        \(HeldOutAgreement(comparison: comparison).html)
        """
    }

    private func finding(_ artefact: MethodStudy.Artefact) -> HTML {
        let counts = comparison.learners.map { ($0, comparison.count($0, artefact)) }.filter { $0.1.all > 0 }
        let head: HTML = """
            <li><b>\(artefact.name)</b> (<a href="#metric-\(slug(artefact.metric))">\
            \(comparison.index.metric(artefact.metric)?.title ?? artefact.metric)</a>, \
            \(ArtefactWords(comparison: comparison).bound(artefact))): 
            """
        guard let most = counts.map(\.1.all).max() else {
            return "\(head)no dataset can show it, or the oracle shows it on all of them.</li>\n"
        }
        let before = comparison.study.against.map { method -> String in
            let count = comparison.count(method, artefact)
            return "\(comparison.index.methodTitle(method)) is free of it on \(count.free) of \(count.all) datasets"
        }
        let everywhere = counts.filter { $0.1.free == $0.1.all && $0.1.all == most && !isKnown($0.0) }.map(\.0)
        return "\(head)\(before.joined(separator: ", ")). \(remedies(everywhere, counts))</li>\n"
    }

    private func isKnown(_ method: String) -> Bool { comparison.study.against.contains(method) }

    private func remedies(_ everywhere: [String], _ counts: [(String, MethodComparison.Count)]) -> String {
        let title = comparison.index.methodTitle
        if !everywhere.isEmpty {
            return "Free of it on every dataset: \(everywhere.map(title).joined(separator: ", "))."
        }
        let others = counts.filter { !isKnown($0.0) }
        guard let best = others.map(\.1.free).max(), best > 0 else { return "No other method is free of it anywhere." }
        let known = counts.filter { isKnown($0.0) }.map(\.1.free).max() ?? 0
        let names = others.filter { $0.1.free == best }.map { title($0.0) }.joined(separator: ", ")
        let all = others.map(\.1.all).max() ?? 0
        return best > known
            ? "Nothing removes it everywhere; most often \(names): \(best) of \(all)."
            : "No other method is free of it more often: at most \(best) of \(all) (\(names))."
    }
}

/// How a bound reads.
struct ArtefactWords {
    let comparison: MethodComparison

    func bound(_ artefact: MethodStudy.Artefact) -> String {
        let metric = comparison.index.metric(artefact.metric)
        let within = Numbers.chosen(artefact.within) + (metric?.unitText ?? "")
        guard let best = metric?.best, best != 0 else { return "at most \(within)" }
        return "within \(within) of \(Numbers.short(best))"
    }
}

/// Whether the held-out seeds tell the same.
struct HeldOutAgreement {
    let comparison: MethodComparison

    var html: HTML {
        var (same, all) = (0, 0)
        var differing: [String] = []
        for series in comparison.series where series.hasHeldOut {
            for method in comparison.learners {
                for artefact in comparison.study.artefacts {
                    let seen = comparison.state(series.name, method, artefact)
                    let heldOut = comparison.state(series.name, method, artefact, heldOut: true)
                    guard seen != .notAsked, heldOut != .notAsked else { continue }
                    all += 1
                    if seen == heldOut {
                        same += 1
                    } else {
                        differing.append(
                            "\(comparison.index.methodTitle(method)) on \(series.name): \(artefact.name) "
                                + (heldOut == .free ? "gone" : "there"))
                    }
                }
            }
        }
        guard all > 0 else { return .empty }
        let list: HTML =
            differing.isEmpty
            ? .empty
            : """
            <details><summary>Where the held-out seeds say otherwise</summary><ul>\
            \(differing.map { "<li>\($0)</li>" as HTML })</ul></details>
            """
        return """
            <p class="finding">On the held-out seeds \(same) of \(all) verdicts (free or not, by method, noisy dataset and \
            artefact) come out the same.</p>
            \(list)
            """
    }
}
