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
        var groups: [(series: String, title: String, panel: String?, members: [Member])] = []
        for entry in record.datasets where !entry.isHeldOutSeed {
            guard let place = entry.place, let member = Member(entry.name, place, maps) else { continue }
            let panel = maps.panels.flatMap { axis in place.values.first { $0.key == axis.key }?.text }
            if let known = groups.firstIndex(where: { $0.series == place.series && $0.panel == panel }) {
                groups[known].members.append(member)
            } else {
                groups.append((place.series, place.title, panel, [member]))
            }
        }
        var order: [String] = []
        for group in groups where !order.contains(group.series) { order.append(group.series) }
        return order.flatMap { series in
            groups.filter { $0.series == series }
                .sorted { (number($0.panel ?? "") ?? 0) < (number($1.panel ?? "") ?? 0) }
                .compactMap { MetricGrid(title: $0.title, panel: $0.panel, members: $0.members) }
        }
    }

    private struct Member {
        let dataset: String
        let x: String
        let y: String

        init?(_ dataset: String, _ place: SweepPlace, _ maps: MetricMaps) {
            guard let x = place.values.first(where: { $0.key == maps.x.key })?.text,
                let y = place.values.first(where: { $0.key == maps.y.key })?.text, number(x) != nil, number(y) != nil
            else { return nil }
            (self.dataset, self.x, self.y) = (dataset, x, y)
        }
    }

    private init?(title: String, panel: String?, members: [Member]) {
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
        self.title = title
        self.panel = panel
        self.x = x
        self.y = y
        self.datasets = datasets
        xUnit = unit(members[0].x)
        yUnit = unit(members[0].y)
    }
}

/// The number that a quantity begins with, such as 12.5 of "12.5 mrad".
private func number(_ text: String) -> Double? { Double(text.prefix { !$0.isWhitespace }) }

/// What stands behind the number, such as "mrad".
private func unit(_ text: String) -> String {
    text.split(separator: " ", maxSplits: 1).dropFirst().joined()
}
