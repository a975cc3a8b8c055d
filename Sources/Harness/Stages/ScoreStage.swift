internal import Arrays
public import Datasets
internal import Metrics
public import Records

/// From a result and the truth to scores.
public enum ScoreStage {
    /// What the scores of a trial are made of.
    public struct Scores: Codable, Sendable {
        public var scores: [Trial.Score]
        /// End member to source.
        public var matching: [String: Int]
        public var warnings: [String]
        /// How the method's search ended; nil for the oracle, which searches nothing.
        public var search: Trial.Search?
    }

    /// Every metric of an estimate; metrics of a member once for each member.
    ///
    /// - Parameter singularValues: of the observations, for the scree metrics; nil where they are not known.
    /// - Throws: `MetricError` when truth and estimate do not fit each other.
    public static func scores(
        of estimate: StoredEstimate, on dataset: Dataset, truth: GroundTruth, singularValues: [Double]?
    ) throws -> Scores {
        let comparison = try Comparison(
            truth: .init(truth),
            estimate: .init(estimate), shape: dataset.shape, observations: dataset.observations,
            singularValues: singularValues)
        var scores: [Trial.Score] = []
        for metric in Metric.all {
            let members: [Int?] = metric.scope == .member ? Array(truth.members.indices) : [nil]
            for member in members {
                let score = metric.score(comparison, member: member)
                scores.append(
                    .init(
                        metric: metric.name, member: member.map { truth.members[$0].name }, value: score.value,
                        reason: score.reason))
            }
        }
        scores += doubleDiffraction(dataset)
        var matching: [String: Int] = [:]
        for (member, source) in zip(truth.members, comparison.matching.sources) { matching[member.name] = source }
        let warnings =
            comparison.matchingsDisagree
            ? ["\(estimate.method) on \(dataset.name): patterns and maps disagree about which source is which member"]
            : []
        return Scores(scores: scores, matching: matching, warnings: warnings, search: Trial.Search(of: estimate))
    }

    /// The metrics that need no truth.
    ///
    /// - Parameters:
    ///   - dataset: the observations; nil where they are not at hand.
    /// - Throws: `MetricError` when estimate and observations do not fit each other.
    public static func scoresWithoutTruth(
        of estimate: StoredEstimate, on dataset: Dataset?, singularValues: [Double]?
    ) throws -> Scores {
        let inspection = try Inspection(
            estimate: .init(estimate), shape: estimate.shape, observations: dataset?.observations,
            singularValues: singularValues)
        let scores = Metric.all.filter { !$0.needsTruth }.map { metric in
            let score = metric.score(inspection)
            return Trial.Score(metric: metric.name, member: nil, value: score.value, reason: score.reason)
        }
        return Scores(scores: scores, matching: [:], warnings: [])
    }

    /// Names of the metrics that need the truth.
    static var needingTruth: [String] { Metric.all.filter(\.needsTruth).map(\.name) + [doubleDiffractionEntry.name] }

    /// What the built-in metrics are, for the record.
    public static var descriptions: [MetricEntry] {
        Metric.all.map { metric in
            MetricEntry(
                name: metric.name, title: metric.title, unit: metric.unit,
                direction: MetricEntry.Direction(rawValue: metric.direction.rawValue) ?? .neutral, best: metric.best,
                source: metric.source, explanation: metric.explanation)
        } + [doubleDiffractionEntry]
    }

    private static let doubleDiffractionEntry = MetricEntry(
        name: "double-diffraction", title: "Double diffraction", unit: "1", direction: .neutral, best: nil,
        source: "Twinbench: beams below 1e-4 of the incident beam in both pure crystals",
        explanation: """
            The largest share, along the scan, of the diffracted intensity that lies in beams which neither pure crystal \
            shows: electrons diffracted by one crystal and then by the other. No sum of the two pure patterns holds these \
            beams, so this is a measure of how far the data are from a linear mixture. It belongs to the specimen and not \
            to any method.
            """)

    private static func doubleDiffraction(_ dataset: Dataset) -> [Trial.Score] {
        guard let beams = dataset.beams,
            let direct = beams.kx.indices.first(where: { abs(beams.kx[$0]) + abs(beams.ky[$0]) < 1e-9 })
        else {
            return [.init(metric: "double-diffraction", member: nil, value: nil, reason: "there are no beams")]
        }
        let found = Metrics.doubleDiffraction(intensities: beams.intensity.converted(), directBeam: direct)
        return [
            .init(
                metric: "double-diffraction", member: nil, value: found?.largest,
                reason: found == nil ? "there is no diffracted intensity" : nil)
        ]
    }
}

extension Comparison.Estimate {
    init(_ estimate: StoredEstimate) {
        self.init(
            patterns: estimate.patterns.converted(), maps: estimate.maps,
            mapScaling: Comparison.MapScaling(rawValue: estimate.mapScaling) ?? .native)
    }
}

extension Comparison.Truth {
    /// - Throws: `MetricError` for radii that are no radii.
    init(_ truth: GroundTruth) throws(MetricError) {
        let apertures = truth.apertures
        self.init(
            names: truth.members.map(\.name), patterns: Matrix(truth.members.map { $0.pattern.map { Double($0) } }),
            maps: truth.abundances,
            reflections: truth.members.map { member in
                member.reflections.map { ReflectionPosition(x: $0.x, y: $0.y, isUnique: $0.kind == .unique) }
            },
            radii: try ApertureRadii(
                disc: apertures.disc, annulusInner: apertures.annulusInner, annulusOuter: apertures.annulusOuter,
                directBeam: apertures.directBeam, centerX: apertures.centerX, centerY: apertures.centerY),
            fields: truth.thickness.map { truth.fields.merging(["thickness": $0]) { field, _ in field } }
                ?? truth.fields)
    }
}

extension Trial.Search {
    /// - Returns: nil where the estimate tells of no starts.
    init?(of estimate: StoredEstimate) {
        let convergence = estimate.convergence
        guard let starts = convergence["starts"], let reached = convergence["starts-agreeing"] else { return nil }
        self.init(
            starts: Int(starts), reached: Int(reached), converged: convergence["converged"] == 1,
            objective: estimate.objective.last)
    }
}
