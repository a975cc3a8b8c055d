public import Arrays

/// How much the observed patterns of one pure crystal differ among each other: the mean angle between each of them and
/// their mean (`spectralAngle`), in degrees.
///
/// - Parameters:
///   - pure: for each end member, the positions where it is pure.
///   - leavingOut: pixels that are not looked at, such as the direct beam's.
/// - Returns: for each end member, 0 when all its pure patterns are multiples of one; undefined for fewer than two
///   positions, and where the rest of a pattern is black.
/// - Throws: what reading the observations throws, which takes two passes.
public func patternSpreads(
    observations: some RowSource, pure: [[Int]], leavingOut: [Int]
) throws -> [Score] {
    let pixels = observations.shape.columnCount
    var memberOf = [Int?](repeating: nil, count: observations.shape.rowCount)
    for (member, positions) in pure.enumerated() where positions.count > 1 {
        for position in positions { memberOf[position] = member }
    }
    func forEachPure(_ body: (Int, [Double]) -> Void) throws {
        try observations.forEachBlock { block in
            for row in 0..<block.values.rows {
                guard let member = memberOf[block.firstRow + row] else { continue }
                var pattern = block.values.row(row).map(Double.init)
                for pixel in leavingOut { pattern[pixel] = 0 }
                body(member, pattern)
            }
        }
    }
    var sums = [[Double]](repeating: [Double](repeating: 0, count: pixels), count: pure.count)
    try forEachPure { member, pattern in
        sums[member].withUnsafeMutableBufferPointer { sum in
            for pixel in 0..<pixels { sum[pixel] += pattern[pixel] }
        }
    }
    var angles = [Double](repeating: 0, count: pure.count)
    var black = [Bool](repeating: false, count: pure.count)
    try forEachPure { member, pattern in
        if VectorSums.norm(pattern) == 0 { black[member] = true }
        angles[member] += spectralAngle(truth: sums[member], estimate: pattern).value ?? .nan
    }
    return pure.indices.map { member in
        guard pure[member].count > 1 else {
            return .undefined(reason: "fewer than two positions are pure")
        }
        guard !black[member] else { return .undefined(reason: "a pattern is black outside the direct beam") }
        return Score(finite: angles[member] / Double(pure[member].count))
    }
}
