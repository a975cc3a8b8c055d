import Harness
import Records

/// Where a method stands, for a terminal of 100 columns: a table for each dataset, then the mean ranks.
struct StandingsTable {
    let standings: Standings

    private static let width = 100
    private static let nameWidth = 13
    private static let mark = "*"
    /// Smaller values are shown as zero.
    private static let nothing = 1e-6

    func show() {
        for dataset in standings.datasets {
            let title = dataset.title.isEmpty ? dataset.dataset : "\(dataset.dataset): \(dataset.title)"
            Output.line(String(title.prefix(Self.width)))
            for (method, reason) in dataset.failures.sorted(by: { $0.key < $1.key }) {
                Output.line(String("  \(method) failed: \(reason)".prefix(Self.width)))
            }
            Output.table([heading("artefact")] + dataset.rows.map(cells), numbers: Set(1...columns.count + 1))
            Output.line("")
        }
        Output.line("Mean rank over the artefacts of each dataset (1 is best)")
        Output.table([heading("dataset")] + ranks, numbers: Set(1...columns.count + 1))
        let hidden = standings.methods.filter { !columns.contains($0) }
        if !hidden.isEmpty { Output.line("Not shown, see --json: \(hidden.joined(separator: ", "))") }
        Output.line("* best of the methods; ↓ ↑ →x: better when lower, higher, closer to x; –: undefined here.")
    }

    /// The methods that fit beside each other: the tried one, the others by mean rank, and the oracle.
    private var columns: [String] {
        let last = standings.methods.last == "oracle" ? ["oracle"] : []
        var room = Self.width - firstWidth - 2 - 6 - (last.isEmpty ? 0 : 11)
        var shown: [String] = []
        for name in standings.methods.dropLast(last.count) {
            room -= 2 + max(9, min(name.count, Self.nameWidth))
            if room < 0 { break }
            shown.append(name)
        }
        return shown + last
    }

    private var firstWidth: Int {
        let rows = standings.datasets.flatMap { $0.rows.map { label($0.metric).count } + [$0.dataset.count] }
        return rows.max() ?? 0
    }

    private func heading(_ first: String) -> [String] {
        let names = columns.map { name in
            name.count > Self.nameWidth ? name.prefix(Self.nameWidth - 1) + "…" : name
        }
        return [first, names[0] + " ", "rank"] + names.dropFirst().map { $0 + " " }
    }

    private func cells(_ row: Standings.Row) -> [String] {
        let values = columns.map { name -> String in
            guard let value = row.values[name] else { return "– " }
            return Output.number(abs(value) < Self.nothing ? 0 : value) + (row.ranks[name] == 1 ? Self.mark : " ")
        }
        let rank = row.ranks[standings.method].map { "\($0)/\(row.ranks.count)" } ?? "–"
        return [label(row.metric), values[0], rank] + values.dropFirst()
    }

    private var ranks: [[String]] {
        func cell(_ value: Double?, among others: [Double]) -> String {
            guard let value else { return "– " }
            return Output.number(value) + (others.allSatisfy { value <= $0 } ? Self.mark : " ")
        }
        func line(_ first: String, _ rank: (String) -> Double?) -> [String] {
            let all = standings.methods.compactMap(rank)
            let place = rank(standings.method).map { mine in "\(1 + all.count { $0 < mine })/\(all.count)" } ?? "–"
            let values = columns.map { cell(rank($0), among: all) }
            return [first, values[0], place] + values.dropFirst()
        }
        return standings.datasets.map { dataset in line(dataset.dataset) { dataset.meanRank[$0] } }
            + [line("all", standings.meanRank)]
    }

    private func label(_ metric: MetricEntry) -> String {
        let arrow =
            switch metric.direction {
            case .lower: "↓"
            case .higher: "↑"
            case .closer: "→" + (metric.best.map { Output.number($0) } ?? "")
            case .neutral: ""
            }
        let unit = ["", "1"].contains(metric.unit) ? "" : " (\(metric.unit))"
        return "\(metric.name)\(unit) \(arrow)"
    }
}
