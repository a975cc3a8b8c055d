import Records

/// The datasets of one sweep in one panel, by two of its keys.
struct MetricGrid {
    /// What the datasets would be called without the sweep, for people.
    let title: String
    /// The value of the third key; nil where there are no panels.
    let panel: String?
    /// Ascending.
    let x: [Double]
    let y: [Double]
    let xUnit: String
    let yUnit: String
    /// Row-major, index `iy * x.count + ix`: those that differ in the seed of their noise only; empty where none was made.
    let datasets: [[String]]

    /// Of the cell with the most.
    var seedCount: Int { datasets.map(\.count).max() ?? 0 }

    /// All grids of a record that have more than one value of x, series by series, panels ascending. Held-out seeds are left
    /// aside.
    static func all(_ record: RunRecord) -> [MetricGrid] {
        guard let maps = record.maps else { return [] }
        let found = record.datasets.filter { !$0.isHeldOutSeed }.compactMap { entry in
            entry.place.flatMap { Member(entry.name, $0, maps) }
        }
        return groups(found, by: \.series).flatMap { series in
            groups(series, by: \.others).compactMap(MetricGrid.init)
                .sorted { (number($0.panel ?? "") ?? 0) < (number($1.panel ?? "") ?? 0) }
        }
    }

    private struct Member {
        let dataset: String
        let series: String
        let title: String
        let x: String
        let y: String
        let panel: String?
        /// Values of the other swept keys, that of the panels among them.
        let others: [String]

        init?(_ dataset: String, _ place: SweepPlace, _ maps: MetricMaps) {
            func text(_ key: String) -> String? { place.values.first { $0.key == key }?.text }
            guard let x = text(maps.x.key), let y = text(maps.y.key), number(x) != nil, number(y) != nil else {
                return nil
            }
            let others = place.values.filter { ![maps.x.key, maps.y.key].contains($0.key) }
            (self.dataset, self.x, self.y, series) = (dataset, x, y, place.series)
            self.others = others.map(\.text)
            panel = maps.panels.flatMap { text($0.key) }
            title = ([place.title] + others.filter { $0.key != maps.panels?.key }.map(\.text)).joined(separator: ", ")
        }
    }

    /// - Parameter members: one or more, of one panel of one series.
    private init?(_ members: [Member]) {
        func values(_ texts: [String]) -> [Double] { Set(texts.compactMap { number($0) }).sorted() }
        let (x, y) = (values(members.map(\.x)), values(members.map(\.y)))
        guard x.count > 1 else { return nil }
        var datasets = [[String]](repeating: [], count: x.count * y.count)
        for member in members {
            guard let column = number(member.x).flatMap({ x.firstIndex(of: $0) }),
                let row = number(member.y).flatMap({ y.firstIndex(of: $0) })
            else { continue }
            datasets[row * x.count + column].append(member.dataset)
        }
        title = members[0].title
        panel = members[0].panel
        self.x = x
        self.y = y
        self.datasets = datasets
        xUnit = unit(members[0].x)
        yUnit = unit(members[0].y)
    }
}

/// The number that a quantity begins with, such as 12.5 of "12.5 mrad".
private func number(_ text: String) -> Double? {
    Double(text.prefix { !$0.isWhitespace }).flatMap { abs($0) < 1e100 ? $0 : nil }
}

/// What stands behind the number, such as "mrad".
private func unit(_ text: String) -> String {
    text.split(separator: " ", maxSplits: 1).dropFirst().joined()
}
