import Records

/// Deviations that come from the same setting: a row for each of its values, a column for each reference.
struct DeviationTable {
    /// The settings that differ from the reference, keys joined by dots.
    let keys: [String]
    let columns: [Column]

    /// Datasets held against one reference.
    struct Column {
        let reference: RunRecord.DatasetEntry
        /// In the record's order.
        let cells: [Cell]
    }

    struct Cell {
        let deviation: BeamDeviation
        let dataset: RunRecord.DatasetEntry
        /// The value of each key; "–" where the model has none.
        let values: [String]
        /// Slice steps times grid points, as a share of the reference's.
        let cost: Double?
    }

    /// The values in their own order where they are numbers, else as the record first has them.
    var rows: [[String]] {
        var rows: [[String]] = []
        for cell in columns.flatMap(\.cells) where !rows.contains(cell.values) { rows.append(cell.values) }
        let numbers = rows.map { $0.count == 1 ? Double($0[0]) : nil }
        guard numbers.allSatisfy({ $0 != nil }) else { return rows }
        return zip(rows, numbers).sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }.map(\.0)
    }

    /// The values of the references, each once: "88", or "400 or 200".
    var referenceText: String {
        var texts: [String] = []
        for cell in columns.flatMap(\.cells) {
            let text = cell.deviation.settings.map { $0.reference ?? Self.absent }.joined(separator: ", ")
            if !texts.contains(text) { texts.append(text) }
        }
        return texts.joined(separator: " or ")
    }

    private static let absent = "–"

    /// Every deviation of a record; tables in the order of their first dataset.
    static func all(_ record: RunRecord) -> [DeviationTable] {
        let entries = Dictionary(record.datasets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var order: [[String]] = []
        var groups: [[String]: [(reference: String, cells: [Cell])]] = [:]
        for deviation in record.deviations ?? [] {
            guard let dataset = entries[deviation.dataset], let reference = entries[deviation.reference] else {
                continue
            }
            let keys = deviation.settings.map(\.key)
            let cell = Cell(
                deviation: deviation, dataset: dataset, values: deviation.settings.map { $0.value ?? Self.absent },
                cost: dataset.cost.flatMap { cost in reference.cost.map { cost / $0 } })
            if groups[keys] == nil { order.append(keys) }
            var columns = groups[keys] ?? []
            if let index = columns.firstIndex(where: { $0.reference == deviation.reference }) {
                columns[index].cells.append(cell)
            } else {
                columns.append((deviation.reference, [cell]))
            }
            groups[keys] = columns
        }
        return order.map { keys in
            DeviationTable(
                keys: keys,
                columns: (groups[keys] ?? []).compactMap { group in
                    entries[group.reference].map { Column(reference: $0, cells: group.cells) }
                })
        }
    }
}

extension RunRecord.DatasetEntry {
    /// Slice steps times grid points: what the time of a simulation grows with.
    var cost: Double? { sliceSteps.flatMap { steps in gridPoints.map { Double(steps) * Double($0) } } }

    /// The title of the whole sweep, else the dataset's own.
    var seriesTitle: String { place?.title ?? (title.isEmpty ? name : title) }
}
