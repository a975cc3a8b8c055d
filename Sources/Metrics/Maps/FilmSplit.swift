/// How far a pure crystal's positions on a supporting film stand apart from those off it, in the space of the maps.
///
/// Every position is a point whose coordinates are the values of all maps there. The points are projected on the line
/// through the means of the two groups; d′ = |difference of the means| / √((s₁² + s₂²)/2) with the groups' standard
/// deviations along it (sensitivity index, Green & Swets 1966). On film means a film of more than half its largest
/// thickness.
/// - Parameters:
///   - film: thickness of the film at every position, in any unit.
///   - pure: positions where the crystal is pure.
///   - coordinates: map × position, each on a scale of its own choice that does not depend on how the estimate divides a
///     source's scale between map and pattern.
/// - Returns: 0 when the film makes no difference; above about 3 the groups no longer overlap. Undefined without two
///   positions on and off the film, and when neither group spreads although they differ.
public func filmSplit(film: [Double], pure: [Int], coordinates: [[Double]]) -> Score {
    guard !coordinates.isEmpty, coordinates.allSatisfy({ $0.count == film.count }),
        pure.allSatisfy(film.indices.contains)
    else { return .undefined(reason: "maps and film differ in size") }
    let half = (film.max() ?? 0) / 2
    guard half > 0 else { return .undefined(reason: "there is no film in the scan") }
    let (on, off) = (pure.filter { film[$0] > half }, pure.filter { film[$0] <= half })
    guard on.count > 1, off.count > 1 else {
        return .undefined(reason: "the crystal is not pure both on the film and off it")
    }
    func means(_ positions: [Int]) -> [Double] {
        coordinates.map { VectorSums.mean(of: $0, at: positions) ?? 0 }
    }
    let line = zip(means(on), means(off)).map { $0 - $1 }
    let distance = VectorSums.norm(line)
    let largest = pure.map { position in VectorSums.norm(coordinates.map { $0[position] }) }.max() ?? 0
    // Groups that differ by rounding do not differ.
    guard distance > 1e-12 * largest else { return .value(0) }
    func variance(_ positions: [Int]) -> Double {
        let projected = positions.map { position in
            zip(coordinates, line).reduce(0.0) { $0 + $1.0[position] * $1.1 } / distance
        }
        let mean = VectorSums.sum(projected) / Double(projected.count)
        return projected.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(projected.count - 1)
    }
    let spread = ((variance(on) + variance(off)) / 2).squareRoot()
    guard spread > 1e-12 * largest else {
        return .undefined(reason: "neither group spreads: there is nothing to compare their distance with")
    }
    return Score(finite: distance / spread)
}
