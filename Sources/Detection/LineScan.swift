public import Arrays
public import Datasets

/// Beams along a line of positions, and what the specimen is there.
public struct LineScan: Sendable {
    public let beams: Beams
    /// Names of the end members, such as ["A", "B"].
    public let members: [String]
    /// Member × position: the share of the thickness.
    public let abundances: Matrix<Double>
    /// Thickness at every position, Å.
    public let thickness: [Double]

    /// - Throws: `DetectionError` when the lengths differ or a member is nowhere pure.
    public init(
        beams: Beams, members: [String] = ["A", "B"], abundances: Matrix<Double>, thickness: [Double]
    ) throws(DetectionError) {
        let positions = beams.intensity.rows
        guard abundances.columns == positions else {
            throw .lengthsDiffer(what: "the abundances", count: abundances.columns, expected: positions)
        }
        guard thickness.count == positions else {
            throw .lengthsDiffer(what: "the thickness", count: thickness.count, expected: positions)
        }
        guard members.count == abundances.rows else {
            throw .lengthsDiffer(what: "the list of members", count: members.count, expected: abundances.rows)
        }
        self.beams = beams
        self.members = members
        self.abundances = abundances
        self.thickness = thickness
        for member in members.indices where purePosition(of: member) == nil {
            throw .noPurePosition(member: members[member])
        }
    }

    /// The first position where a member is alone.
    func purePosition(of member: Int) -> Int? {
        (0..<abundances.columns).first { abundances[member, $0] >= 1 - 1e-9 }
    }

    /// The scan with its first and last position repeated `copies` more times a side.
    ///
    /// - Throws: `DetectionError.outOfRange` below 0 or above 10 000.
    public func extraPureCopies(_ copies: Int) throws(DetectionError) -> LineScan {
        guard (0...10_000).contains(copies) else {
            throw .outOfRange(key: "scan.pure-copies", value: "\(copies)", allowed: "0 to 10000")
        }
        let count = thickness.count
        let order = (-copies..<count + copies).map { min(max($0, 0), count - 1) }
        return try LineScan(
            beams: Beams(
                ky: beams.ky, kx: beams.kx,
                intensity: Matrix(
                    rows: order.count, columns: beams.kx.count, elements: order.flatMap { beams.intensity.row($0) }),
                labels: beams.labels),
            members: members,
            abundances: Matrix(
                rows: members.count, columns: order.count,
                elements: members.indices.flatMap { member in order.map { abundances[member, $0] } }),
            thickness: order.map { thickness[$0] })
    }
}
