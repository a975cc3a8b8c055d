import Arrays
import Datasets

/// Estimates of two methods and of the oracle on a scan with two end members.
struct ExampleEstimates {
    let name: String
    let shape: ObservationShape
    let truth: GroundTruth
    let values: Matrix<Float>
    let provenance: Provenance

    var all: [(String, StoredEstimate)] {
        let scores = scores
        let oracle = oracle
        let loadings = oracle.map { $0 * $0 * (3 - 2 * $0) }
        // A clustering's centres lie a little inside the ends of the scan.
        let startsWithA = truth.abundances[0, 0] == 1
        let ends = startsWithA ? [scores[0], scores[scores.count - 1]] : [scores[scores.count - 1], scores[0]]
        let centres = [inwards(from: ends[0], to: ends[1]), inwards(from: ends[1], to: ends[0])]
        let memberships = scores.map { membership($0, centres) }
        return [
            ("nmf", estimate("nmf", patterns: mixed(0.12), share: loadings.map { $0 * 3.7 }, scaling: "max1", [:])),
            (
                "fuzzy-c-means",
                estimate(
                    "fuzzy-c-means", patterns: mixed(0.05), share: memberships, scaling: "native",
                    diagnostics(scores, centres: centres))
            ),
            ("oracle", estimate("oracle", patterns: mixed(0), share: oracle, scaling: "native", [:])),
        ]
    }

    private var patterns: [[Double]] { truth.members.map { $0.pattern.map(Double.init) } }

    private func mixed(_ share: Double) -> Matrix<Float> {
        let (a, b) = (patterns[0], patterns[1])
        return Matrix([
            zip(a, b).map { Float((1 - share) * $0 + share * $1) },
            zip(a, b).map { Float(share * $0 + (1 - share) * $1) },
        ])
    }

    private func inwards(from start: [Double], to end: [Double]) -> [Double] {
        zip(start, end).map { 0.95 * $0 + 0.05 * $1 }
    }

    private func normalized(_ a: [Double]) -> [Double] {
        let norm = dot(a, a).squareRoot()
        return a.map { $0 / norm }
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The share of A that comes closest to each pattern, between 0 and 1: closed form for two end members.
    private var oracle: [Double] {
        let (a, b) = (patterns[0], patterns[1])
        let difference = zip(a, b).map { $0 - $1 }
        let square = dot(difference, difference)
        return (0..<values.rows).map { row in
            let rest = zip(values.row(row).map(Double.init), b).map { $0 - $1 }
            return min(max(dot(rest, difference) / square, 0), 1)
        }
    }

    /// Coordinates in the plane of the two end members.
    private var scores: [[Double]] {
        let (a, b) = (patterns[0], patterns[1])
        let first = normalized(zip(a, b).map { $0 + $1 })
        let overlap = dot(a, first)
        let second = normalized(zip(a, first).map { $0 - overlap * $1 })
        return (0..<values.rows).map { row in
            let x = values.row(row).map(Double.init)
            return [dot(x, first), dot(x, second)]
        }
    }

    /// Membership of the first centre for m = 2: inverse squared distances, normalised.
    private func membership(_ point: [Double], _ centres: [[Double]]) -> Double {
        let squares = centres.map { centre in zip(point, centre).reduce(1e-12) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        return squares[1] / (squares[0] + squares[1])
    }

    private func diagnostics(_ scores: [[Double]], centres: [[Double]]) -> [String: Matrix<Double>] {
        func grid(_ component: Int) -> [Double] {
            let values = scores.map { $0[component] }
            let (low, high) = (values.min() ?? 0, values.max() ?? 1)
            return (0...40).map { low - 0.2 * (high - low) + 1.4 * (high - low) * Double($0) / 40 }
        }
        let (x, y) = (grid(0), grid(1))
        let first = y.flatMap { gy in x.map { gx in membership([gx, gy], centres) } }
        return [
            "scores": Matrix(scores), "centres": Matrix(centres), "grid-x": Matrix([x]), "grid-y": Matrix([y]),
            "membership-grid": Matrix([first, first.map { 1 - $0 }]),
            "singular-values": Matrix([[100, 40, 1, 0.5, 0.2, 0.01]]),
        ]
    }

    private func estimate(
        _ method: String, patterns: Matrix<Float>, share: [Double], scaling: String,
        _ diagnostics: [String: Matrix<Double>]
    ) -> StoredEstimate {
        let largest = scaling == "max1" ? share.max() ?? 1 : 1
        return StoredEstimate(
            method: method, dataset: name, shape: shape, patterns: patterns,
            maps: Matrix([share, share.map { largest - $0 }]), mapScaling: scaling, objective: [], convergence: [:],
            diagnostics: diagnostics, provenance: provenance)
    }
}
