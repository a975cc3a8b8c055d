import Arrays
import Metrics

/// A truth of any size from a seed, and an estimate that mixes it: every member is pure somewhere where there are positions
/// enough, has reflections of its own and one that all share, and stands on a background.
struct RandomScene {
    var names: [String]
    var patterns: [[Double]]
    var maps: [[Double]]
    var reflections: [[ReflectionPosition]]
    var shape: ObservationShape
    var centre: SIMD2<Double>
    /// Mixtures of patterns and maps, a source for each member.
    var estimate: (patterns: [[Double]], maps: [[Double]])

    init(members: Int, scanY: Int, scanX: Int, detectorY: Int, detectorX: Int, seed: UInt64) {
        var random = Seed(seed).stream("scene")
        shape = ObservationShape(scanY: scanY, scanX: scanX, detectorY: detectorY, detectorX: detectorX)
        let (positions, pixels) = (shape.rowCount, shape.columnCount)
        names = (0..<members).map { "M\($0)" }
        func place(_ isUnique: Bool) -> ReflectionPosition {
            ReflectionPosition(
                x: random.uniform() * Double(max(0, detectorX - 1)),
                y: random.uniform() * Double(max(0, detectorY - 1)),
                isUnique: isUnique)
        }
        let shared = place(false)
        reflections = (0..<members).map { _ in [place(true), place(true), shared] }
        patterns = reflections.map { places in
            let heights = places.map { _ in 5 + 20 * random.uniform() }
            return (0..<pixels).map { pixel in
                zip(places, heights).reduce(1 + 0.1 * random.uniform()) { sum, spot in
                    let (dx, dy) = (Double(pixel % detectorX) - spot.0.x, Double(pixel / detectorX) - spot.0.y)
                    return sum + spot.1 / (1 + (dx * dx + dy * dy) * (dx * dx + dy * dy))
                }
            }
        }
        maps = [[Double]](repeating: [Double](repeating: 0, count: positions), count: members)
        // Two members along a line change over steadily; more of them, or a field, are anywhere.
        let isLine = members == 2 && min(scanY, scanX) == 1 && positions > 2
        let ramp = (0..<positions).map { _ in random.uniform() }.sorted()
        for position in 0..<positions {
            var shares = (0..<members).map { _ in random.uniform() * random.uniform() }
            if isLine { shares = [ramp[position], 1 - ramp[position]] }
            if position < members, !isLine { shares = (0..<members).map { $0 == position ? 1 : 0 } }
            if isLine, position == 0 || position == positions - 1 { shares = position == 0 ? [0, 1] : [1, 0] }
            let sum = shares.reduce(0, +)
            for member in 0..<members { maps[member][position] = shares[member] / sum }
        }
        centre = [Double(detectorX / 2), Double(detectorY / 2)]
        let (ownPatterns, ownMaps) = (patterns, maps)
        func mixtures(of arrays: [[Double]], amount: Double) -> [[Double]] {
            arrays.map { array in arrays.reduce(array) { mix($0, 1, $1, amount * random.uniform()) } }
        }
        estimate = (mixtures(of: ownPatterns, amount: 0.2), mixtures(of: ownMaps, amount: 0.2))
    }

    private func matrix(_ rows: [[Double]], columns: Int) -> Matrix<Double> {
        Matrix(rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
    }

    func compared(
        _ found: (patterns: [[Double]], maps: [[Double]])? = nil, scaling: Comparison.MapScaling = .native
    ) throws -> Comparison {
        let found = found ?? estimate
        let radii = try ApertureRadii(
            disc: 1.1, annulusInner: 1.5, annulusOuter: 2.6, directBeam: 1.1, centerX: centre.x, centerY: centre.y)
        return try Comparison(
            truth: .init(
                names: names, patterns: matrix(patterns, columns: shape.columnCount),
                maps: matrix(maps, columns: shape.rowCount), reflections: reflections, radii: radii),
            estimate: .init(
                patterns: matrix(found.patterns, columns: shape.columnCount),
                maps: matrix(found.maps, columns: shape.rowCount), mapScaling: scaling),
            shape: shape)
    }

    /// The members in another order.
    func reordered(_ order: [Int]) -> RandomScene {
        var scene = self
        scene.names = order.map { names[$0] }
        scene.patterns = order.map { patterns[$0] }
        scene.maps = order.map { maps[$0] }
        scene.reflections = order.map { reflections[$0] }
        return scene
    }

    /// Scan and detector with their axes exchanged.
    var transposed: RandomScene {
        func turned(_ array: [Double], _ height: Int, _ width: Int) -> [Double] {
            (0..<width).flatMap { x in (0..<height).map { y in array[y * width + x] } }
        }
        var scene = self
        scene.shape = ObservationShape(
            scanY: shape.scanX, scanX: shape.scanY, detectorY: shape.detectorX, detectorX: shape.detectorY)
        let turnPattern = { (pattern: [Double]) in turned(pattern, shape.detectorY, shape.detectorX) }
        let turnMap = { (map: [Double]) in turned(map, shape.scanY, shape.scanX) }
        scene.patterns = patterns.map(turnPattern)
        scene.maps = maps.map(turnMap)
        scene.estimate = (estimate.patterns.map(turnPattern), estimate.maps.map(turnMap))
        scene.reflections = reflections.map { list in
            list.map { ReflectionPosition(x: $0.y, y: $0.x, isUnique: $0.isUnique) }
        }
        scene.centre = [centre.y, centre.x]
        return scene
    }
}
