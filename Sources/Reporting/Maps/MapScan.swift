import Arrays
import Datasets

/// A dataset whose truth is known over a scan in two dimensions, as the figures show it.
struct MapScan {
    let known: KnownDataset
    /// What it is called with others that differ in the seed of their noise only; else its own name.
    let series: String

    /// - Returns: nil for a line of positions.
    init?(_ known: KnownDataset, series: String? = nil) {
        guard known.dataset.shape.scanY > 1, known.dataset.shape.scanX > 1 else { return nil }
        self.known = known
        self.series = series ?? known.name
    }

    var name: String { known.name }
    var rows: Int { known.dataset.shape.scanY }
    var columns: Int { known.dataset.shape.scanX }
    var truth: GroundTruth { known.truth }
    var precessionAngle: Double { known.dataset.calibration.precessionAngle ?? -1 }

    /// End members with reflections: the others are vacuum, film or background.
    var crystals: [Int] { truth.members.indices.filter { !truth.members[$0].reflections.isEmpty } }

    /// What else is known at every position, with its unit.
    var fields: [Field] {
        var result: [Field] = []
        if let thickness = truth.thickness {
            result.append(Field(title: "thickness", unit: "nm", values: thickness.map { $0 / 10 }))
        }
        for (name, values) in truth.fields.sorted(by: { $0.key < $1.key }) where values.count == known.count {
            result.append(Field(title: name, unit: GroundTruth.fieldUnits[name] ?? "", values: values))
        }
        return result.filter { Set($0.values).count > 1 }
    }

    struct Field {
        let title: String
        let unit: String
        let values: [Double]
    }

    /// A straight line of positions through the middle of the scan.
    struct Line {
        let title: String
        /// nm, or positions where the scan has no step.
        let places: [Double]
        let axisTitle: String
        /// At each place, the positions that are averaged there: three lines side by side.
        let positions: [[Int]]

        func profile(of map: [Double]) -> [Double] {
            positions.map { here in here.reduce(0) { $0 + map[$1] } / Double(here.count) }
        }
    }

    /// The line along which the crystals change most, then the one across it.
    var lines: [Line] {
        let both = [line(alongY: true), line(alongY: false)]
        let changes = both.map { line in
            crystals.reduce(0.0) { sum, member in
                let profile = line.profile(of: truth.abundances.row(member))
                return sum + zip(profile, profile.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
            }
        }
        return changes[0] >= changes[1] ? both : both.reversed()
    }

    private func line(alongY: Bool) -> Line {
        let (length, width) = alongY ? (rows, columns) : (columns, rows)
        let middle = width / 2
        let beside = max(0, middle - 1)...min(width - 1, middle + 1)
        let axis = alongY ? known.dataset.calibration.scanY : known.dataset.calibration.scanX
        let isCalibrated = axis.units != "px" && axis.scale != 0
        let direction = alongY ? "y" : "x"
        return Line(
            title: alongY ? "down the middle of the scan (y)" : "across the middle of the scan (x)",
            places: (0..<length).map { isCalibrated ? Double($0) * abs(axis.scale) : Double($0 + 1) },
            axisTitle: isCalibrated ? "\(direction) (\(axis.units))" : "\(direction), scan position",
            positions: (0..<length).map { place in
                beside.map { alongY ? place * columns + $0 : $0 * columns + place }
            })
    }

    /// Positions whose patterns are shown: of the first crystal the first and the last that are pure in the middle of the
    /// scan, then one of every other end member.
    var examples: [(position: Int, member: Int)] {
        let places = lines.first.map { $0.positions.map { $0[$0.count / 2] } } ?? []
        func pure(_ member: Int, _ positions: [Int]) -> [Int] {
            positions.filter { truth.abundances[member, $0] >= 1 - 1e-9 }
        }
        var result: [(position: Int, member: Int)] = []
        for (order, member) in truth.members.indices.enumerated() {
            let inLine = pure(member, places)
            let found = inLine.isEmpty ? pure(member, Array(0..<known.count)) : inLine
            guard let first = found.first, let last = found.last else { continue }
            result.append((found[found.count / 2], member))
            if order == 0, first != last { result = [(first, member), (last, member)] }
        }
        return result
    }

    /// Where a position lies, for a caption.
    func place(_ position: Int) -> String {
        "row \(position / columns + 1), column \(position % columns + 1)"
    }
}
