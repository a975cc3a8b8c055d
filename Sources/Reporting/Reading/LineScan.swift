import Arrays
import Datasets

/// A dataset whose truth is known along a line of scan positions, as the figures show it.
struct LineScan {
    let known: KnownDataset
    /// What stands along the horizontal axis at each position: nm of the first member, or the position's number.
    let x: [Double]
    let xTitle: String

    /// - Returns: nil when the scan has two dimensions or one position.
    init?(_ known: KnownDataset) {
        let shape = known.dataset.shape
        guard shape.rowCount > 1, shape.scanY == 1 || shape.scanX == 1 else { return nil }
        self.known = known
        let truth = known.truth
        let thickness = truth.thickness ?? []
        if thickness.count == shape.rowCount, thickness.contains(where: { $0 > 0 }) {
            let angstromsPerNanometre = 10.0
            x = zip(truth.abundances.row(0), thickness).map { $0 * $1 / angstromsPerNanometre }
            xTitle = "true thickness of \(truth.members[0].name) (nm)"
        } else {
            x = (0..<shape.rowCount).map(Double.init)
            xTitle = "scan position"
        }
    }

    var dataset: Dataset { known.dataset }
    var truth: GroundTruth { known.truth }
    var name: String { known.name }
    var memberNames: [String] { known.memberNames }
    var count: Int { known.count }
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
