internal import Arrays
internal import Glibc
internal import Metrics
internal import Records

/// Two crystals on a detector of 48 × 48 pixels, and a background: spots of A alone, of B alone, of both, and the direct
/// beam. They lie along a line scan, where the background is nowhere, or in a wire that is scanned in two dimensions.
struct PlantedScene {
    static let side = 48
    static let positions = 40
    /// Positions of the wire's scan along each direction.
    static let wireSide = 16
    /// Background, counts.
    static let haze = 1.0
    /// Of a reflection above it, counts.
    static let spotHeight = 30.0

    /// A, B and the background.
    let patterns: [[Double]]
    let maps: [[Double]]
    let own: [SIMD2<Int>]
    let foreign: [SIMD2<Int>]
    let shared: [SIMD2<Int>]
    private let scan: (y: Int, x: Int)
    private let fields: [String: [Double]]
    private let radii: ApertureRadii

    /// What takes the place of the truth's arrays in the estimate.
    struct Change {
        var patterns: [[Double]]?
        var maps: [[Double]]?
        var singularValues: [Double]?
    }

    /// The line scan across an inclined boundary.
    init() throws {
        let a = (0..<Self.positions).map { min(1, max(0, (Double($0) - 14) / 11)) }
        try self.init(maps: [a, a.map { 1 - $0 }, a.map { _ in 0 }], scan: (1, Self.positions), fields: [:])
    }

    /// A wire of eight positions between vacuum, A above B, with a film under its left half.
    static func wire() throws -> PlantedScene {
        let places = (0..<wireSide * wireSide).map { (y: $0 / wireSide, x: $0 % wireSide) }
        func map(_ isThere: ((y: Int, x: Int)) -> Bool) -> [Double] { places.map { isThere($0) ? 1 : 0 } }
        func isCrystal(_ place: (y: Int, x: Int)) -> Bool { (4..<12).contains(place.x) }
        return try PlantedScene(
            maps: [
                map { isCrystal($0) && $0.y < 8 }, map { isCrystal($0) && $0.y >= 8 }, map { !isCrystal($0) },
            ], scan: (wireSide, wireSide), fields: ["film": places.map { $0.x < 8 ? 10 : 0 }])
    }

    private init(maps: [[Double]], scan: (y: Int, x: Int), fields: [String: [Double]]) throws {
        self.maps = maps
        self.scan = scan
        self.fields = fields
        // No spot reaches into the annulus from which the background of another is taken.
        own = [[10, 10], [38, 10], [10, 38], [38, 38]]
        foreign = [[24, 10], [24, 38], [10, 24], [38, 24]]
        shared = [[17, 17], [31, 31]]
        radii = try ApertureRadii(
            disc: 2.5, annulusInner: 3, annulusOuter: 5, directBeam: 3, centerX: 24, centerY: 24)
        let direct = Self.spots([[24, 24]], height: 60)
        let common = Self.spots(shared, height: Self.spotHeight)
        func sum(_ arrays: [[Double]]) -> [Double] {
            (0..<Self.side * Self.side).map { pixel in Self.haze + arrays.reduce(0) { $0 + $1[pixel] } }
        }
        patterns = [
            sum([direct, common, Self.spots(own, height: Self.spotHeight)]),
            sum([direct, common, Self.spots(foreign, height: Self.spotHeight)]),
            sum([direct]),
        ]
    }

    /// Gaussian spots with a standard deviation of one pixel.
    static func spots(_ places: [SIMD2<Int>], height: Double) -> [Double] {
        var pattern = [Double](repeating: 0, count: side * side)
        for place in places {
            for y in 0..<side {
                for x in 0..<side {
                    let (dx, dy) = (Double(x - place.x), Double(y - place.y))
                    pattern[y * side + x] += height * exp(-(dx * dx + dy * dy) / 2)
                }
            }
        }
        return pattern
    }

    /// The pixels within a reflection's disc.
    func disc(_ place: SIMD2<Int>, radius: Double = 2.5) -> [Int] {
        (0..<Self.side * Self.side).filter { pixel in
            let (dx, dy) = (Double(pixel % Self.side - place.x), Double(pixel / Self.side - place.y))
            return dx * dx + dy * dy <= radius * radius
        }
    }

    /// A's pattern with pixels in these discs changed.
    func pattern(_ places: [SIMD2<Int>], radius: Double = 2.5, _ change: (Double) -> Double) -> [Double] {
        var result = patterns[0]
        for pixel in places.flatMap({ disc($0, radius: radius) }) { result[pixel] = change(result[pixel]) }
        return result
    }

    /// A member's pattern with reflections of B added, at a given angle to it: their part at right angles to the pattern is
    /// tan(angle) times as long.
    func neighbour(of member: Int, degrees: Double) -> [Double] {
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let (pattern, added) = (patterns[member], Self.spots(foreign, height: Self.spotHeight))
        let along = product(added, pattern) / product(pattern, pattern)
        let across = zip(added, pattern).map { $0 - along * $1 }
        let share = tan(degrees * .pi / 180) * (product(pattern, pattern) / product(across, across)).squareRoot()
        return zip(pattern, across).map { $0 + share * $1 }
    }

    func comparison(_ change: Change) throws -> Comparison {
        func positions(_ places: [SIMD2<Int>], unique: Bool) -> [ReflectionPosition] {
            places.map { ReflectionPosition(x: Double($0.x), y: Double($0.y), isUnique: unique) }
        }
        let shape = ObservationShape(scanY: scan.y, scanX: scan.x, detectorY: Self.side, detectorX: Self.side)
        var observations = Matrix<Float>(rows: shape.rowCount, columns: Self.side * Self.side)
        for position in 0..<observations.rows {
            for pixel in 0..<observations.columns {
                var sum = 0.0
                for (map, pattern) in zip(maps, patterns) { sum += map[position] * pattern[pixel] }
                observations[position, pixel] = Float(sum)
            }
        }
        return try Comparison(
            truth: .init(
                names: ["A", "B", "background"], patterns: Matrix(patterns), maps: Matrix(maps),
                reflections: [
                    positions(own, unique: true) + positions(shared, unique: false),
                    positions(foreign, unique: true) + positions(shared, unique: false), [],
                ], radii: radii, fields: fields),
            estimate: .init(
                patterns: Matrix(change.patterns ?? patterns), maps: Matrix(change.maps ?? maps), mapScaling: .native),
            shape: shape, observations: InMemoryRows(shape: shape, values: observations),
            singularValues: change.singularValues)
    }

    /// Beams of neither crystal, which grow to a tenth of the diffracted intensity in the middle of the scan.
    var doubleDiffraction: PlantedExample {
        let middle = maps[0].map { 0.1 * 4 * $0 * (1 - $0) }
        let rows = zip(maps[0], middle).map { a, twice in
            [0.5, 0.5 * (1 - twice) * a, 0.5 * (1 - twice) * (1 - a), 0.5 * twice]
        }
        let found = Metrics.doubleDiffraction(intensities: Matrix(rows), directBeam: 0)
        return PlantedExample(
            planted: """
                In the middle of the boundary a tenth of the diffracted intensity lies in a beam that neither pure crystal \
                has. The curve is that beam's share along the scan.
                """,
            picture: .profile(truth: middle.map { _ in 0 }, estimate: found?.shares ?? middle), value: found?.largest)
    }

    /// Two patterns of one crystal, 10 degrees apart: each is 5 degrees from their mean.
    func patternSpread() throws -> PlantedExample {
        func length(_ a: [Double]) -> Double { a.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let other = neighbour(of: 0, degrees: 10)
        let scale = length(patterns[0]) / length(other)
        let shape = ObservationShape(scanY: 1, scanX: 2, detectorY: Self.side, detectorX: Self.side)
        let observed = InMemoryRows(
            shape: shape,
            values: Matrix(
                rows: 2, columns: patterns[0].count, elements: (patterns[0] + other.map { scale * $0 }).map(Float.init))
        )
        let found = try patternSpreads(observations: observed, pure: [[0, 1]], leavingOut: [])
        return PlantedExample(
            planted: """
                Pure crystal A shows two patterns, equally bright and 10 degrees apart; they are drawn side by side.
                """,
            picture: .patterns(truth: patterns[0], estimate: other, side: Self.side), value: found.first?.value)
    }
}
