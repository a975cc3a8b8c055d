import Datasets
import Records

/// Models, digests, versions, seeds, times and warnings: all that it takes to make the page again.
struct HowItWasMade {
    let index: RecordIndex

    private var record: RunRecord { index.record }

    var html: HTML {
        """
        <p>This command repeats the run:</p><pre><code>\(record.experiment.command)</code></pre>
        \(facts)\(warnings)\(trials)<h3>Models</h3>
        \(record.datasets.map(dataset))<h3>Methods</h3>
        \(record.methods.map(method))
        """
    }

    private var facts: HTML {
        let machine = record.machine
        let versions = record.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(
            separator: ", ")
        let seconds = machine.seconds.sorted { $0.key < $1.key }.map { "\($0.key) \(Numbers.duration($0.value))" }
            .joined(separator: ", ")
        let seeds = Set(record.trials.map(\.seed)).sorted().map(String.init).joined(separator: ", ")
        let rows: [(String, String)] = [
            ("Experiment", "\(record.experiment.name), SHA-256 \(record.experiment.digest)"), ("Versions", versions),
            ("Seeds", seeds), ("Started", machine.started),
            ("Machine", "\(machine.processor), \(machine.cores) cores, \(machine.threads) threads, \(machine.system)"),
            ("Wall time", seconds),
        ]
        let items = rows.filter { !$0.1.isEmpty }.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as HTML }
        return "<dl class=\"facts\">\(items)</dl>\n"
    }

    private var warnings: HTML {
        guard !record.warnings.isEmpty else { return "<p>The run recorded no warnings.</p>\n" }
        let items = record.warnings.map { "<li>\($0)</li>\n" as HTML }
        return "<h3>Warnings</h3><ul class=\"warnings\">\(items)</ul>\n"
    }

    private var trials: HTML {
        let rows = record.trials.map { trial -> HTML in
            let outcome: HTML =
                trial.outcome == .scored
                ? "scored" : "<strong class=\"surprise\">failed</strong>: \(trial.reason ?? "no reason given")"
            let isCached = trial.outcome == .scored && trial.seconds == 0
            let time = isCached ? "cache" : Numbers.significant(trial.seconds)
            return """
                <tr><td>\(index.datasetTitle(trial.dataset))</td><td>\(index.methodTitle(trial.method))</td>\
                <td class="n">\(String(trial.seed))</td><td>\(outcome)\(ProgramNote(trial: trial).html)</td><td>\(convergence(trial))</td>\
                <td class="n">\(time)</td></tr>

                """
        }
        return """
            <details><summary>\(record.trials.count) trials, \
            \(record.trials.count { $0.outcome == .failed }) failed</summary><div class="scroll"><table><thead><tr>\
            <th scope="col">Dataset</th><th scope="col">Method</th><th scope="col" class="n">Seed</th>\
            <th scope="col">Outcome</th><th scope="col">Convergence</th>\
            <th scope="col" class="n">Wall time (s)</th></tr></thead>
            <tbody>\(rows)</tbody></table></div></details>

            """
    }

    /// Such as "converged 1, iterations 212": the numbers that the result file holds.
    private func convergence(_ trial: Trial) -> String {
        guard trial.outcome == .scored, let estimate = index.estimate(trial.dataset, trial.method) else { return "" }
        return estimate.convergence.sorted { $0.key < $1.key }
            .map { key, value in
                let isCount = value == value.rounded()
                return "\(key) \(isCount ? Numbers.fixed(value, decimals: 0) : Numbers.significant(value))"
            }.joined(separator: ", ")
    }

    private func dataset(_ entry: RunRecord.DatasetEntry) -> HTML {
        let time = entry.cached ? "from the cache" : Numbers.duration(entry.seconds)
        let notes = index.input.datasets[entry.name]?.provenance.warnings ?? []
        let error = index.input.datasets[entry.name].map { ErrorBar(dataset: $0).html } ?? .empty
        let warnings = notes.map { "<p><strong>Note:</strong> \($0)</p>\n" as HTML }
        return """
            <details><summary>\(entry.title.isEmpty ? entry.name : entry.title) <small class="name">\(entry.name)</small></summary>
            <p><small>\(entry.file) · SHA-256 <span class="digest">\(entry.digest)</span> · \(time)</small></p>
            \(error)\(warnings)<pre><code>\(entry.model)</code></pre></details>

            """
    }

    private func method(_ entry: RunRecord.MethodEntry) -> HTML {
        """
        <details><summary>\(entry.title.isEmpty ? entry.name : entry.title) <small class="name">\(entry.name)</small></summary>
        <pre><code>\(entry.options)</code></pre></details>

        """
    }
}
