/// Over how many components the difference between two crystals is spread.
///
/// The contrast c of a component is the difference of its map's means where one crystal is pure and where the other is,
/// over the map's standard deviation in the whole scan; the effective number is (Σ c)² / Σ c² (Hill 1973, as in
/// `splitting`).
/// - Parameters:
///   - maps: source × scan position, at any scale and sign.
///   - first: positions where one crystal is pure.
///   - second: positions where the other is.
/// - Returns: 1 when one component tells the crystals apart and the others are blind to them, 2 when two do equally
///   well, as when each crystal has its own. Undefined when a crystal is pure nowhere or no map tells them apart.
public func separatingComponents(maps: [[Double]], first: [Int], second: [Int]) -> Score {
    guard let positions = maps.first?.count, maps.allSatisfy({ $0.count == positions }),
        (first + second).allSatisfy((0..<positions).contains)
    else { return .undefined(reason: "the maps differ in size") }
    guard !first.isEmpty, !second.isEmpty else { return .undefined(reason: "one of the crystals is pure nowhere") }
    let contrasts = maps.map { map -> Double in
        let mean = VectorSums.sum(map) / Double(positions)
        let deviations = map.map { $0 - mean }
        let deviation = (VectorSums.dot(deviations, deviations) / Double(positions)).squareRoot()
        // A map that is the same everywhere but for rounding tells nothing apart.
        guard deviation > 1e-12 * VectorSums.norm(map) else { return 0 }
        return abs((VectorSums.mean(of: map, at: first) ?? 0) - (VectorSums.mean(of: map, at: second) ?? 0)) / deviation
    }
    let (sum, squares) = (VectorSums.sum(contrasts), VectorSums.dot(contrasts, contrasts))
    guard squares > 1e-24 else { return .undefined(reason: "no map tells the crystals apart") }
    return Score(finite: sum * sum / squares)
}
