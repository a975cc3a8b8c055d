// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Formats
import Learning
import TestSupport

/// The inputs of Tests/Reference/learning, as the observations a method sees.
enum ReferenceInput: String, CaseIterable {
    /// Noise-free arrays of discs, X = Z·W.
    case a, b
    /// Poisson counts of three members.
    case c
    /// Multislice thickness series at 0, 10 and 20 mrad, /65535, the first and the last pattern 15 more times.
    case d0, d10, d20

    func matrix() throws -> Matrix<Double> {
        switch self {
        case .a: try Self.product("inputs_a_fig5")
        case .b: try Self.product("inputs_b_fig6")
        case .c: try Reference.matrix("learning/inputs_c_noisy.X.npy")
        case .d0: try Self.thicknessSeries("P0")
        case .d10: try Self.thicknessSeries("P10")
        case .d20: try Self.thicknessSeries("P20")
        }
    }

    func rows(rowsPerBlock: Int? = nil) throws -> InMemoryRows {
        observations(try matrix(), rowsPerBlock: rowsPerBlock)
    }

    func expected() throws -> Expected { try ExpectedFile.all(rawValue) }

    /// The true patterns, source × pixel.
    func trueW() throws -> Matrix<Double> {
        switch self {
        case .a: return try Reference.matrix("learning/inputs_a_fig5.W.npy")
        case .b: return try Reference.matrix("learning/inputs_b_fig6.W.npy")
        case .c: return try Reference.matrix("learning/inputs_c_noisy.W.npy")
        case .d0, .d10, .d20:
            let x = try matrix()
            return Matrix([x.row(x.rows - 1), x.row(0)])
        }
    }

    private static func product(_ stem: String) throws -> Matrix<Double> {
        .product(try Reference.matrix("learning/\(stem).Z.npy"), try Reference.matrix("learning/\(stem).W.npy"))
    }

    private static func thicknessSeries(_ name: String) throws -> Matrix<Double> {
        let array = try Reference.array("learning/inputs_d_multislice.\(name).npy")
        let (count, pixels) = (array.shape[0], array.shape[1] * array.shape[2])
        let patterns = (0..<count).map { k in array.values[k * pixels..<(k + 1) * pixels].map { $0 / 65535 } }
        let copies = { (k: Int) in [[Double]](repeating: patterns[k], count: 15) }
        return Matrix(copies(0) + patterns + copies(count - 1))
    }
}

/// A line scan of the rows of a matrix.
func observations(_ x: Matrix<Double>, rowsPerBlock: Int? = nil) -> InMemoryRows {
    InMemoryRows(
        shape: ObservationShape(scanY: 1, scanX: x.rows, detectorY: 1, detectorX: x.columns), values: x.converted(),
        rowsPerBlock: rowsPerBlock)
}

/// What expected.json says about one input.
struct Expected: Decodable {
    struct SVD: Decodable {
        let s: [Double]
        let ev: [Double]
    }
    struct NMF: Decodable {
        let J: Double
        let rel: Double
        let loadings: Loadings
    }
    struct FCM: Decodable {
        let J: Double
        let C: [[Double]]
        let loadings: Loadings
        let far_init: [[Double]]
    }
    struct FCLS: Decodable {
        let idx: [Int]
        let loadings: Loadings
    }
    struct Methods: Decodable {
        let svd: SVD
        let nmf: NMF
        let fcm: FCM
        let spa_fcls: FCLS
    }
    let methods: Methods

    /// Row × source; nil where expected.json keeps some rows only.
    struct Loadings: Decodable {
        let all: [[Double]]?
        init(from decoder: any Decoder) throws {
            all = try? decoder.singleValueContainer().decode([[Double]].self)
        }
    }
}

private enum ExpectedFile {
    static let loaded: Result<[String: Expected], any Error> = Result { try Reference.json("learning/expected.json") }

    static func all(_ key: String) throws -> Expected {
        guard let expected = try loaded.get()[key] else { throw Missing(key: key) }
        return expected
    }

    struct Missing: Error { let key: String }
}

/// Angle between two patterns in degrees.
func angle(_ a: [Double], _ b: [Double]) -> Double {
    func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let (na, nb) = (norm(a), norm(b))
    let minus = norm(zip(a, b).map { $0 / na - $1 / nb })
    // 2·asin(|a − b|/2), near enough for the small angles asked for.
    return minus * 180 / .pi
}
