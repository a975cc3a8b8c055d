import Records

/// The datasets of one sweep: a row for each condition, a column for each value of the setting that all of them sweep.
struct SweepTable {
    /// The key of the columns, joined by dots.
    let key: String
    /// Values of the key, sorted where they are numbers.
    let columns: [String]
    let rows: [Row]

    struct Row {
        let title: String
        /// Datasets by column, one for each seed of their noise; a condition need not have all columns.
        let datasets: [String: [String]]
    }

    /// The sweeps of a record whose datasets were scored, in its order. A dataset belongs to the sweep of its first key.
    static func all(_ record: RunRecord) -> [SweepTable] {
        let scored = Set(record.trials.map(\.dataset))
        let swept = record.datasets.filter { !$0.isHeldOutSeed }
            .compactMap { entry in entry.place.map { (name: entry.name, place: $0) } }
            .filter { scored.contains($0.name) && !$0.place.values.isEmpty }
        var keys: [String] = []
        for (_, place) in swept where !keys.contains(place.values[0].key) { keys.append(place.values[0].key) }
        return keys.map { key in SweepTable(key: key, swept: swept.filter { $0.place.values[0].key == key }) }
    }

    private init(key: String, swept: [(name: String, place: SweepPlace)]) {
        self.key = key
        var titles: [String] = []
        var datasets: [String: [String: [String]]] = [:]
        var columns: [String] = []
        for (name, place) in swept {
            let others = place.values.dropFirst().map { "\(ConvergenceSection.shortKey($0.key)) \($0.text)" }
            let title = ([place.title] + others).joined(separator: ", ")
            if datasets[title] == nil { titles.append(title) }
            datasets[title, default: [:]][place.values[0].text, default: []].append(name)
            if !columns.contains(place.values[0].text) { columns.append(place.values[0].text) }
        }
        rows = titles.map { Row(title: $0, datasets: datasets[$0] ?? [:]) }
        let numbers = columns.map { Double($0.prefix { $0.isNumber || $0 == "." }) }
        let areNumbers = numbers.allSatisfy { $0 != nil }
        self.columns =
            areNumbers ? zip(columns, numbers).sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }.map(\.0) : columns
    }
}

extension SweepTable {
    /// What stands behind the number in every column, such as "mrad"; nil where they differ.
    var unit: String? {
        let units = Set(columns.map { $0.split(separator: " ", maxSplits: 1).dropFirst().joined() })
        return units.count == 1 ? units.first.flatMap { $0.isEmpty ? nil : $0 } : nil
    }

    func withoutUnit(_ column: String) -> String {
        unit == nil ? column : String(column.prefix { $0 != " " })
    }
}

/// The score of one method in one column of a sweep, over all its conditions.
struct SweepBand {
    let method: String
    let column: String
    /// The worst member's score of each condition that has one.
    let values: [(condition: String, value: Double)]

    var range: ClosedRange<Double>? {
        guard let low = values.map(\.value).min(), let high = values.map(\.value).max() else { return nil }
        return low...high
    }

    func keeping(_ limit: Double) -> [(condition: String, value: Double)] { values.filter { $0.value <= limit } }
    func breaking(_ limit: Double) -> [(condition: String, value: Double)] { values.filter { $0.value > limit } }
}
