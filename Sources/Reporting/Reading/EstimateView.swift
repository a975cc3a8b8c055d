import Arrays
import Datasets
import Records

/// An estimate beside the truth: which of its sources stands for which end member, at the truth's scale.
struct EstimateView {
    let method: String
    let estimate: StoredEstimate
    let truth: GroundTruth
    /// Source for each member; nil when the member was not found.
    let sources: [Int?]

    init?(method: String, trial: Trial, estimate: StoredEstimate, truth: GroundTruth) {
        guard estimate.patterns.rows == estimate.maps.rows else { return nil }
        self.method = method
        self.estimate = estimate
        self.truth = truth
        sources = truth.members.map { member in
            trial.matching[member.name].flatMap { (0..<estimate.patterns.rows).contains($0) ? $0 : nil }
        }
    }

    func pattern(_ member: Int) -> [Float]? {
        guard let source = sources[member], estimate.patterns.columns == truth.members[member].pattern.count else {
            return nil
        }
        return estimate.patterns.row(source)
    }

    /// The map of a member as it is compared with the abundance: see `StoredEstimate.mapScaling`.
    func map(_ member: Int) -> [Double]? {
        guard let source = sources[member] else { return nil }
        let values = estimate.maps.row(source)
        switch estimate.mapScaling {
        case "max1":
            let largest = values.max() ?? 0
            return largest > 0 ? values.map { $0 / largest } : values
        case "least-squares":
            guard let pattern = pattern(member) else { return values }
            let gain = leastSquaresGain(of: pattern, on: truth.members[member].pattern)
            return gain > 0 ? values.map { $0 / gain } : values
        default:
            return values
        }
    }
}

/// The factor s ≥ 0 that makes s·e come closest to t: ⟨e,t⟩/⟨e,e⟩, over the pixels where `mask` is true.
func leastSquaresGain(of estimate: [Float], on truth: [Float], where mask: [Bool]? = nil) -> Double {
    var (product, square) = (0.0, 0.0)
    for index in estimate.indices where mask?[index] ?? true {
        product += Double(estimate[index]) * Double(truth[index])
        square += Double(estimate[index]) * Double(estimate[index])
    }
    return square > 0 ? max(0, product / square) : 0
}
