import Metrics
import TestSupport
import Testing

/// The metrics of one estimate as the reference stores them.
struct StoredMetrics: Decodable {
    let perm: [Int?]
    let extra: [Int]
    let recon: Double
    let amari: Double?
    let phase: [[String: StoredReading]]
    let third: Double?
}

/// A number, a null, or numbers by name.
enum StoredReading: Decodable {
    case number(Double?)
    case numbers([String: Double?])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .number(nil)
        } else if let flag = try? container.decode(Bool.self) {
            self = .number(flag ? 1 : 0)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .numbers(try container.decode([String: Double?].self))
        }
    }

    subscript(key: String) -> Double? {
        if case .numbers(let numbers) = self { numbers[key] ?? nil } else { nil }
    }
}

/// Names of the reference's readings that are one number.
private let names = [
    "angle": "pattern-angle", "ncc": "pattern-ncc", "map_rmse": "map-rmse", "offset": "pure-offset",
    "maxdev": "max-deviation", "split": "splitting", "leak": "leakage", "leak_nnls": "leakage-fit",
    "shortfall": "shortfall", "edge": "edge-rise", "width": "boundary-width-ratio", "nonmono": "non-monotonicity",
    "mid": "mid-offset", "midpos": "mid-shift", "shared": "shared-ratio", "direct": "direct-beam-ratio",
]

/// Expects every stored reading of an estimate from `comparison`.
///
/// - Parameter anyOrder: whether sources are interchangeable, so that any matching is as good.
func expectStored(
    _ stored: StoredMetrics, _ comparison: Comparison, _ title: String, tolerance: Double,
    angleTolerance: Double = 1e-6,
    anyOrder: Bool = false, without skipped: Set<String> = []
) throws {
    func compare(_ metric: String, _ member: Int?, _ expected: Double?) throws {
        let score = try #require(Metric.named(metric)).score(comparison, member: member)
        let place = "\(title), \(metric), member \(member.map(String.init) ?? "-")"
        if metric == "pseudo-subtraction" || metric == "dips", expected == 0, score.value == nil {
            // The reference reads 0 where there is no background; here that is undefined.
            #expect(score.reason?.contains("background") == true, "\(place): \(score)")
        } else if let expected {
            let allowed = metric == "pattern-angle" ? angleTolerance : tolerance * max(1, abs(expected))
            #expect(abs((score.value ?? .infinity) - expected) <= allowed, "\(place): \(score), not \(expected)")
        } else {
            #expect(score.value == nil, "\(place): \(score), not undefined")
        }
    }
    if !anyOrder {
        #expect(comparison.matching.sources == stored.perm, "\(title)")
        #expect(comparison.matching.extra == stored.extra, "\(title)")
    }
    try compare("amari", nil, stored.amari)
    if !skipped.contains("recon"), comparison.inspection.observations != nil {
        // Observations are kept in single precision.
        let recon = try #require(Metric.named("reconstruction-error")).score(comparison).value ?? .infinity
        #expect(abs(recon - stored.recon) <= 3e-7, "\(title): \(recon), not \(stored.recon)")
    }
    for (member, readings) in stored.phase.enumerated() {
        for (key, reading) in readings where !skipped.contains(key) {
            switch reading {
            case .number(let expected):
                guard let metric = names[key] else { continue }
                try compare(metric, member, expected)
            case .numbers:
                if key == "minima" {
                    try compare("minima", member, reading["n"])
                    try compare("deepest-minimum", member, reading["depth"])
                } else if key == "pseudo" {
                    try compare("pseudo-subtraction", member, reading["max"])
                    // Where there is nothing to look at, none is no count.
                    try compare("dips", member, reading["nq"] == 0 ? nil : reading["nsig"])
                }
            }
        }
    }
    if let third = stored.third, stored.perm.count == 3, stored.perm[2] != nil {
        try compare("third-source-max", 2, third)
    }
}
