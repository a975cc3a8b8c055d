import Arrays
import Metrics
import TestSupport

/// One of the inputs of the reference: truth, observations and apertures.
struct Fixture {
    let truth: Comparison.Truth
    let shape: ObservationShape
    let apertures: ApertureSet
    let observations: Matrix<Double>

    init(
        patterns: Matrix<Double>, maps: Matrix<Double>, reflections: [[ReflectionPosition]], radii: ApertureRadii,
        shape: ObservationShape, observations: Matrix<Double>, fields: [String: [Double]] = [:]
    ) {
        truth = Comparison.Truth(
            names: Array(["A", "B", "vacuum"].prefix(patterns.rows)), patterns: patterns, maps: maps,
            reflections: reflections, radii: radii, fields: fields)
        self.shape = shape
        self.observations = observations
        apertures = ApertureSet(reflections: reflections, radii: radii, shape: shape)
    }

    /// Figure 5: no reflection in common, noise-free.
    static let a = Result { try lineScan("a_fig5", directBeam: 0) }
    /// Figure 6: B is a part of A, noise-free.
    static let b = Result { try lineScan("b_fig6", directBeam: 5) }
    /// Two crystals and vacuum with counting noise; a film is taken to lie under the upper half.
    static let c = Result {
        let patterns = try Reference.matrix("learning/inputs_c_noisy.W.npy")
        let maps = try Reference.matrix("learning/inputs_c_noisy.Z.npy").transposed
        return Fixture(
            patterns: patterns, maps: maps, reflections: try reflections("c_noisy") + [[]],
            radii: try ApertureRadii(
                disc: 2, annulusInner: 2.5, annulusOuter: 4.5, directBeam: 6, centerX: 32, centerY: 32),
            shape: ObservationShape(scanY: 20, scanX: 30, detectorY: 64, detectorX: 64),
            observations: try Reference.matrix("learning/inputs_c_noisy.X.npy"),
            fields: ["film": (0..<600).map { $0 / 30 < 10 ? 10 : 0 }])
    }

    private static func lineScan(_ name: String, directBeam: Double) throws -> Fixture {
        let patterns = try Reference.matrix("learning/inputs_\(name).W.npy")
        let abundances = try Reference.matrix("learning/inputs_\(name).Z.npy")
        return Fixture(
            patterns: patterns, maps: abundances.transposed, reflections: try reflections(name),
            radii: try ApertureRadii(
                disc: 4, annulusInner: 5, annulusOuter: 6, directBeam: directBeam, centerX: 32, centerY: 32),
            shape: ObservationShape(scanY: 1, scanX: abundances.rows, detectorY: 64, detectorX: 64),
            observations: .product(abundances, patterns))
    }

    private static func reflections(_ name: String) throws -> [[ReflectionPosition]] {
        func points(_ list: String, unique: Bool) throws -> [ReflectionPosition] {
            let array = try Reference.matrix("learning/inputs_\(name).\(list).npy")
            return (0..<array.rows).map { ReflectionPosition(x: array[$0, 0], y: array[$0, 1], isUnique: unique) }
        }
        let shared = try points("shared", unique: false)
        return [try points("uniqA", unique: true) + shared, try points("uniqB", unique: true) + shared]
    }

    func pattern(_ member: Int) -> [Double] { truth.patterns.row(member) }
    var patterns: [[Double]] { (0..<truth.patterns.rows).map(pattern) }
    func map(_ member: Int) -> [Double] { truth.maps.row(member) }
    var maps: [[Double]] { (0..<truth.maps.rows).map(map) }

    /// Discs of the reflections that only members other than `member` have.
    func foreign(to member: Int) -> [ReflectionAperture] {
        apertures.unique.indices.filter { $0 != member }.flatMap { apertures.unique[$0] }
    }

    func compared(
        patterns: [[Double]], maps: [[Double]], scaling: Comparison.MapScaling = .native, observed: Bool = true
    ) throws -> Comparison {
        try Comparison(
            truth: truth, estimate: .init(patterns: Matrix(patterns), maps: Matrix(maps), mapScaling: scaling),
            shape: shape,
            observations: observed ? InMemoryRows(shape: shape, values: observations.converted()) : nil)
    }
}

func mean(_ values: [Double], at pixels: [Int]) -> Double {
    pixels.reduce(0) { $0 + values[$1] } / Double(pixels.count)
}

/// Weighted sum of two arrays.
func mix(_ a: [Double], _ weightA: Double, _ b: [Double], _ weightB: Double) -> [Double] {
    zip(a, b).map { weightA * $0 + weightB * $1 }
}
