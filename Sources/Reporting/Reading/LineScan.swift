import Arrays
import Datasets

/// A dataset whose truth is known along a line of scan positions, as the figures show it.
struct LineScan {
    let dataset: Dataset
    let truth: GroundTruth
    /// What stands along the horizontal axis at each position: nm of the first member, or the position's number.
    let x: [Double]
    let xTitle: String

    /// - Returns: nil when there is no truth or the scan has two dimensions.
    init?(_ dataset: Dataset) {
        guard let truth = dataset.truth, !truth.members.isEmpty, dataset.shape.rowCount > 1 else { return nil }
        guard dataset.shape.scanY == 1 || dataset.shape.scanX == 1 else { return nil }
        guard truth.abundances.columns == dataset.shape.rowCount else { return nil }
        self.dataset = dataset
        self.truth = truth
        let thickness = truth.thickness ?? []
        if thickness.count == dataset.shape.rowCount, thickness.contains(where: { $0 > 0 }) {
            let angstromsPerNanometre = 10.0
            x = zip(truth.abundances.row(0), thickness).map { $0 * $1 / angstromsPerNanometre }
            xTitle = "true thickness of \(truth.members[0].name) (nm)"
        } else {
            x = (0..<dataset.shape.rowCount).map(Double.init)
            xTitle = "scan position"
        }
    }

    var name: String { dataset.name }
    var memberNames: [String] { truth.members.map(\.name) }
    var count: Int { dataset.shape.rowCount }
    /// Whether the model has a physical thickness.
    var hasPhysics: Bool { truth.thickness != nil }
    /// Total thickness in nm where it is the same everywhere.
    var thickness: Double? {
        guard let values = truth.thickness, let first = values.first, values.allSatisfy({ $0 == first }) else {
            return nil
        }
        return first / 10
    }

    func abundance(_ member: Int) -> [Double] { truth.abundances.row(member) }

    /// Positions that differ: of a run of equal mixtures, such as extra copies of a pure pattern, the first.
    var distinctPositions: [Int] {
        (0..<count).filter { position in
            position == 0
                || truth.members.indices.contains { abundance($0)[position] != abundance($0)[position - 1] }
        }
    }

    /// Positions that the stepper shows: distinct ones, thinned evenly to at most `limit`.
    func frames(limit: Int) -> [Int] {
        let positions = distinctPositions
        guard positions.count > limit, limit > 1 else { return positions }
        return (0..<limit).map { positions[$0 * (positions.count - 1) / (limit - 1)] }
    }

    /// How many positions in a row are pure at the start and at the end, and how many lie between.
    var runs: (start: Int, mixed: Int, end: Int) {
        let pure = (0..<count).map { position in
            truth.members.indices.contains { abundance($0)[position] >= 1 - 1e-9 }
        }
        let start = pure.prefix { $0 }.count
        let end = start == count ? 0 : pure.reversed().prefix { $0 }.count
        return (start, count - start - end, end)
    }
}
