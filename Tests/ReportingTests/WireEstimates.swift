import Arrays
import Datasets

/// Estimates of a scan in two dimensions with three end members.
struct WireEstimates {
    let name: String
    let shape: ObservationShape
    let truth: GroundTruth
    /// Scan position × pixel.
    let observations: Matrix<Double>
    let provenance: Provenance

    /// NMF finds the truth; the clustering gives each crystal 5 % of the other; ICA's components are A - B and two more.
    var all: [(String, StoredEstimate)] {
        get throws {
            let maps = truth.abundances
            let svd = try observations.singularValueDecomposition()
            let scores = Matrix((0..<shape.rowCount).map { row in (0..<3).map { svd.u[row, $0] * svd.s[$0] } })
            let singular = ["singular-values": Matrix([Array(svd.s.prefix(12))]), "scores": scores]
            let mixed = Matrix([
                zip(maps.row(0), maps.row(1)).map { 0.95 * $0 + 0.05 * $1 },
                zip(maps.row(0), maps.row(1)).map { 0.05 * $0 + 0.95 * $1 }, maps.row(2),
            ])
            let difference = Matrix([
                zip(maps.row(0), maps.row(1)).map { $0 - $1 }, maps.row(2),
                zip(maps.row(0), maps.row(1)).map { $0 + $1 },
            ])
            let patterns = truth.members.map { $0.pattern }
            let signed = [
                zip(patterns[0], patterns[1]).map { $0 - $1 }, patterns[2],
                zip(patterns[0], patterns[1]).map { $0 + $1 },
            ]
            return [
                ("nmf", estimate("nmf", patterns, maps, "native", singular)),
                (
                    "fuzzy-c-means",
                    estimate("fuzzy-c-means", patterns, mixed, "native", grid(scores).merging(singular) { $1 })
                ),
                ("ica", estimate("ica", signed, difference, "least-squares", singular)),
            ]
        }
    }

    /// Memberships of three centres on components 2 and 3, m = 2.
    private func grid(_ scores: Matrix<Double>) -> [String: Matrix<Double>] {
        let centres = truth.members.indices.map { member -> [Double] in
            let pure = (0..<shape.rowCount).filter { truth.abundances[member, $0] > 0.999 }
            return (0..<3).map { component in
                pure.reduce(0) { $0 + scores[$1, component] } / Double(max(1, pure.count))
            }
        }
        func nodes(_ component: Int) -> [Double] {
            let values = scores.column(component)
            let (low, high) = (values.min() ?? 0, values.max() ?? 1)
            return (0...30).map { low + (high - low) * Double($0) / 30 }
        }
        let (x, y) = (nodes(1), nodes(2))
        func memberships(_ u: Double, _ v: Double) -> [Double] {
            let weights = centres.map { centre -> Double in
                let (du, dv) = (centre[1] - u, centre[2] - v)
                return 1 / (1e-9 + du * du + dv * dv)
            }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
        let table = y.flatMap { v in x.map { u in memberships(u, v) } }
        let grid = Matrix((0..<3).map { k in table.map { $0[k] } })
        return [
            "centres": Matrix(centres), "grid-x": Matrix([x]), "grid-y": Matrix([y]),
            "grid-components": Matrix([[1, 2]]),
            "membership-grid": grid,
        ]
    }

    private func estimate(
        _ method: String, _ patterns: [[Float]], _ maps: Matrix<Double>, _ scaling: String,
        _ diagnostics: [String: Matrix<Double>]
    ) -> StoredEstimate {
        StoredEstimate(
            method: method, dataset: name, shape: shape, patterns: Matrix(patterns), maps: maps, mapScaling: scaling,
            objective: [], convergence: [:], diagnostics: diagnostics, provenance: provenance)
    }
}
