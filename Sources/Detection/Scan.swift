public import Arrays
public import Datasets

/// Beams at every position of a scan, and what the specimen is there. Positions are row-major: scan y, then scan x.
///
/// Behind them may come positions that no probe visits, where end members are alone that are nowhere so in the scan.
public struct Scan: Sendable {
    /// Behind the crystals, before anything is scattered diffusely.
    public let beams: Beams
    /// Positions along scan y and scan x; a line scan has one along y.
    public let shape: (scanY: Int, scanX: Int)
    /// Names of the end members, such as ["A", "B"]; "vacuum" among them where the probe leaves the specimen.
    public let members: [String]
    /// Member × position: the share of the thickness, or of the probe where that is on several; each column sums to 1.
    public let abundances: Matrix<Double>
    /// Thickness at every position, Å; 0 in vacuum.
    public let thickness: [Double]
    /// What else is known of every position, by name; `GroundTruth.fieldUnits` has the units.
    public let fields: [String: [Double]]
    /// What leaves the beams at every position.
    public let diffuse: [DiffuseScattering]
    public let purePattern: PurePattern

    /// How the pattern of an end member follows from the positions where it is alone.
    public enum PurePattern: Sendable {
        /// It is the first one's: all of them are alike, or the others are what a method should not confuse it with.
        case first
        /// It is that of the one nearest to an end of the scan: further in, something else is within the probe's reach.
        case outermost
        /// It is their mean: they differ in thickness and tilt, and none of them stands for the rest.
        case mean
    }

    /// - Parameters:
    ///   - shape: one line where it is left out.
    ///   - unvisited: how many positions behind those of the scan no probe visits.
    /// - Throws: `DetectionError` when the lengths differ, more than everything is scattered, or a member is nowhere pure.
    public init(
        beams: Beams, shape: (scanY: Int, scanX: Int)? = nil, members: [String] = ["A", "B"],
        abundances: Matrix<Double>, thickness: [Double], fields: [String: [Double]] = [:],
        diffuse: [DiffuseScattering] = [], purePattern: PurePattern = .first, unvisited: Int = 0
    ) throws(DetectionError) {
        let positions = beams.intensity.rows
        let shape = shape ?? (scanY: 1, scanX: positions - unvisited)
        let lengths =
            [
                ("the scan's shape", shape.scanY * shape.scanX + unvisited), ("the abundances", abundances.columns),
                ("the thickness", thickness.count),
            ] + fields.sorted { $0.key < $1.key }.map { ("the field \($0.key)", $0.value.count) }
            + diffuse.map { ("the diffuse scattering", $0.share.count) }
        for (what, count) in lengths where count != positions {
            throw .lengthsDiffer(what: what, count: count, expected: positions)
        }
        guard members.count == abundances.rows else {
            throw .lengthsDiffer(what: "the list of members", count: members.count, expected: abundances.rows)
        }
        self.beams = beams
        self.shape = shape
        self.members = members
        self.abundances = abundances
        self.thickness = thickness
        self.fields = fields
        self.diffuse = diffuse
        self.purePattern = purePattern
        for position in 0..<positions where !(-1e-9...1 + 1e-9).contains(scatteredShare(at: position)) {
            throw .outOfRange(
                key: "diffuse", value: "\(scatteredShare(at: position))", allowed: "0 to 1 of the intensity")
        }
        for member in members.indices where purePositions(of: member).isEmpty {
            throw .noPurePosition(member: members[member])
        }
    }

    /// How many positions the probe visits.
    var visited: Int { shape.scanY * shape.scanX }

    /// The positions whose mean is the pattern of an end member.
    func purePositions(of member: Int) -> [Int] {
        let isPure = { abundances[member, $0] >= 1 - 1e-9 }
        let positions = 0..<abundances.columns
        return switch purePattern {
        case .first: positions.first(where: isPure).map { [$0] } ?? []
        case .outermost:
            positions.filter(isPure).min { min($0, visited - 1 - $0) < min($1, visited - 1 - $1) }.map { [$0] } ?? []
        case .mean: positions.filter(isPure)
        }
    }

    /// The scan with its first and last position repeated `copies` more times a side; it becomes one line.
    ///
    /// - Throws: `DetectionError.outOfRange` below 0 or above 10 000.
    public func extraPureCopies(_ copies: Int) throws(DetectionError) -> Scan {
        guard (0...10_000).contains(copies) else {
            throw .outOfRange(key: "scan.pure-copies", value: "\(copies)", allowed: "0 to 10000")
        }
        let count = visited
        let order = (-copies..<count + copies).map { min(max($0, 0), count - 1) }
        return try Scan(
            beams: beams.at(order), members: members,
            abundances: Matrix(
                rows: members.count, columns: order.count,
                elements: members.indices.flatMap { member in order.map { abundances[member, $0] } }),
            thickness: order.map { thickness[$0] }, fields: fields.mapValues { field in order.map { field[$0] } },
            diffuse: diffuse.map { part in
                DiffuseScattering(share: order.map { part.share[$0] }, decay: part.decay)
            }, purePattern: purePattern)
    }
}

extension Beams {
    /// The same beams at the first positions.
    func first(_ count: Int) -> Beams {
        Beams(ky: ky, kx: kx, intensity: intensity.first(count), labels: labels)
    }

    /// The same beams at some positions.
    func at(_ positions: [Int]) -> Beams {
        Beams(
            ky: ky, kx: kx,
            intensity: Matrix(
                rows: positions.count, columns: kx.count, elements: positions.flatMap { intensity.row($0) }),
            labels: labels)
    }
}

extension Matrix {
    /// The first rows.
    func first(_ count: Int) -> Matrix {
        count == rows ? self : Matrix(rows: count, columns: columns, elements: Array(elements.prefix(count * columns)))
    }
}

extension Matrix where Scalar == Float {
    /// The mean of some rows.
    func mean(of rows: [Int]) -> [Float] {
        guard rows.count != 1 else { return row(rows[0]) }
        var sum = [Double](repeating: 0, count: columns)
        for index in rows { for (column, value) in row(index).enumerated() { sum[column] += Double(value) } }
        return sum.map { Float($0 / Double(rows.count)) }
    }
}
