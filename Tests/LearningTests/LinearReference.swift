// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport

/// What expected.json says about the linear and the non-negative methods on one input.
struct LinearReference: Decodable {
    struct SVD: Decodable { let s_centred, ev_centred: [Double] }
    struct ICA: Decodable {
        let logcosh: Double
        let unmix: [[Double]]
        let loadings: Expected.Loadings
    }
    struct KullbackLeibler: Decodable { let D_1_10_100_last: [Double] }
    struct Hoyer: Decodable {
        let target: Double
        let J_first_last: [Double]
    }
    struct SumToOne: Decodable { let J: Double }
    struct Methods: Decodable {
        let svd: SVD
        let ica: ICA
        let nmf_kl: KullbackLeibler
        let nmf_hoyer: Hoyer
        let nmf_sum1: SumToOne
    }
    struct Scree: Decodable {
        let l: Int
        let contrast, gap: Double
    }
    let methods: Methods
    let scree: Scree

    private static let loaded: Result<[String: LinearReference], any Error> = Result {
        try Reference.json("learning/expected.json")
    }

    static func of(_ input: ReferenceInput) throws -> LinearReference {
        guard let found = try loaded.get()[input.rawValue] else { throw Missing(input: input.rawValue) }
        return found
    }

    private struct Missing: Error { let input: String }
}

extension ReferenceInput {
    var members: Int { self == .c ? 3 : 2 }
}

/// Pearson's coefficient, without its sign.
func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
        ab += (x - meanA) * (y - meanB)
        aa += (x - meanA) * (x - meanA)
        bb += (y - meanB) * (y - meanB)
    }
    return abs(ab) / (aa * bb).squareRoot()
}
