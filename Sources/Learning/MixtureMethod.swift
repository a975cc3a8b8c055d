public import Arrays

/// A way to unmix observations into patterns and maps. Its stored properties are its options; a result is a new value.
///
/// A method sees observations and nothing else: it cannot name the truth.
public protocol MixtureMethod: Sendable, Codable {
    /// The name in method files and on the command line, such as "nmf".
    static var name: String { get }
    /// What people call it, such as "NMF".
    static var title: String { get }
    associatedtype Estimate: MixtureEstimate

    /// Unmixes `observations` (scan positions × pixels).
    ///
    /// - Throws: `LearningError` when options and observations do not fit or the input is not finite; `Cancelled`.
    func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Estimate
}

/// What a method found.
public protocol MixtureEstimate: Sendable {
    /// Source × pixel: components or re-projected centres.
    var patterns: Matrix<Double> { get }
    /// Source × scan position: loadings or memberships.
    var maps: Matrix<Double> { get }
    /// How the maps are scaled before they are compared with abundances.
    var mapScaling: MapScaling { get }
    var convergence: Convergence { get }
    /// Named arrays that a report draws: "singular-values" (1 × k), "scores" (scan position × component),
    /// "centres" (source × component), "membership-grid" (source, then y·x), "grid-x", "grid-y" (1 × n),
    /// "grid-components" (1 × 2: which scores they are, from 0).
    var diagnostics: [String: Matrix<Double>] { get }
}

/// How maps are brought to the scale of abundances.
public enum MapScaling: String, Sendable, Codable, CaseIterable {
    /// As they are: memberships and sum-to-one abundances.
    case native
    /// Divided by their maximum: NMF loadings, as in Martineau et al. 2019.
    case maximumOne = "max1"
    /// Divided by the least-squares gain of the pattern on the truth: signed components (SVD, ICA).
    case leastSquares = "least-squares"
}

/// How an iteration went.
public struct Convergence: Sendable, Equatable {
    public let converged: Bool
    public let iterations: Int
    /// Objective after each iteration of the winning start.
    public let objective: [Double]
    /// Starts tried, and how many of them reached the best objective.
    public let starts: Int
    public let startsAgreeing: Int

    public init(converged: Bool, iterations: Int, objective: [Double], starts: Int = 1, startsAgreeing: Int = 1) {
        self.converged = converged
        self.iterations = iterations
        self.objective = objective
        self.starts = starts
        self.startsAgreeing = startsAgreeing
    }
}

/// Why a method could not work on its input.
public enum LearningError: Error, Equatable, CustomStringConvertible {
    case badOption(method: String, option: String, reason: String)
    case rankTooLarge(method: String, option: String, rank: Int, patterns: Int)
    case notFinite(row: Int, column: Int)
    case noObservations
    case failed(method: String, reason: String)

    public var description: String {
        switch self {
        case .badOption(let method, let option, let reason): "\(method): \(option) \(reason)"
        case .rankTooLarge(let method, let option, let rank, let patterns):
            "\(method): \(option) is \(rank), but there are only \(patterns) patterns; choose \(option) of at most \(patterns)"
        case .notFinite(let row, let column):
            "the pattern at position \(row) holds a value that is not finite (pixel \(column)); mend or mask it"
        case .noObservations: "there are no observations"
        case .failed(let method, let reason): "\(method): \(reason)"
        }
    }
}
