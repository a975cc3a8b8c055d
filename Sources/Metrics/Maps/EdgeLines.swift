/// How a member's map looks where another crystal lies: at that crystal's edge to the vacuum, and inside.
public struct EdgeLines: Sendable, Equatable {
    /// Mean of the map at the edge minus its mean inside.
    public let rise: Double
    /// Rows of the scan that hold edge and inside, or columns where more of those do.
    public let rows: Int
    /// How many of them are brighter at the edge.
    public let brighterRows: Int
}

/// Reads the bright lines that memberships show where a specimen ends.
///
/// Looked at are the positions of other crystals: the member is absent (abundance 0) and less than half is vacuum. Those
/// beside a position that is at least half vacuum (above, below, left or right of it) are the edge, the rest is inside.
/// - Parameters:
///   - truth: the member's abundances, positions in row-major order.
///   - vacuum: abundances of what is no crystal.
///   - estimate: the member's map.
///   - scanX: positions in a row of the scan.
/// - Returns: nil without an edge or without an inside.
public func edgeLines(truth: [Double], vacuum: [Double], estimate: [Double], scanX: Int) -> EdgeLines? {
    guard scanX > 0, truth.count == estimate.count, vacuum.count == truth.count, truth.count.isMultiple(of: scanX)
    else { return nil }
    let scanY = truth.count / scanX
    func isVacuum(_ y: Int, _ x: Int) -> Bool {
        (0..<scanX).contains(x) && (0..<scanY).contains(y) && vacuum[y * scanX + x] >= 0.5
    }
    func isEdge(_ position: Int) -> Bool {
        let (y, x) = (position / scanX, position % scanX)
        return isVacuum(y, x - 1) || isVacuum(y, x + 1) || isVacuum(y - 1, x) || isVacuum(y + 1, x)
    }
    let foreign = truth.indices.filter { truth[$0] == 0 && vacuum[$0] < 0.5 }
    let edge = Set(foreign.filter(isEdge))
    func rise(_ positions: [Int]) -> Double? {
        guard let atEdge = VectorSums.mean(of: estimate, at: positions.filter(edge.contains)),
            let inside = VectorSums.mean(of: estimate, at: positions.filter { !edge.contains($0) })
        else { return nil }
        return atEdge - inside
    }
    guard let whole = rise(foreign) else { return nil }
    let alongX = Dictionary(grouping: foreign) { $0 / scanX }.values.compactMap(rise)
    let alongY = Dictionary(grouping: foreign) { $0 % scanX }.values.compactMap(rise)
    let lines = alongY.count > alongX.count ? alongY : alongX
    // Where the map is the same at the edge and inside, what differs is rounding.
    let rounding = 1e-12 * estimate.reduce(0) { max($0, abs($1)) }
    return EdgeLines(rise: whole, rows: lines.count, brighterRows: lines.count { $0 > rounding })
}
