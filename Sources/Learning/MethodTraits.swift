/// What holds for every estimate of a method, whatever the observations: what one conformance suite may hold all methods to.
public struct MethodTraits: OptionSet, Sendable, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// No pattern is negative anywhere. Such a method need not refuse negative observations.
    public static let nonNegativePatterns = Self(rawValue: 1 << 0)
    /// No map is negative anywhere.
    public static let nonNegativeMaps = Self(rawValue: 1 << 1)
    /// The maps of each scan position sum to 1, to rounding: memberships, or abundances that share out a pattern.
    public static let mapsSumToOne = Self(rawValue: 1 << 2)
    /// Observations below zero are refused.
    public static let nonNegativeObservations = Self(rawValue: 1 << 3)
    /// The objective never rises from one iteration to the next, but for rounding.
    public static let monotoneObjective = Self(rawValue: 1 << 4)
    /// Scan positions in another order give the maps in that order and the same patterns, but for the order of the sources.
    public static let rowPermutation = Self(rawValue: 1 << 5)
    /// Observations times c > 0 give patterns times c and the same maps.
    public static let scaledPatterns = Self(rawValue: 1 << 6)
    /// Observations times c > 0 give maps times c and the same patterns.
    public static let scaledMaps = Self(rawValue: 1 << 7)
    /// With as many sources as there are distinct patterns, mapsᵀ·patterns gives the observations back.
    public static let exactAtFullRank = Self(rawValue: 1 << 8)
    /// Ranks that have the observations between them (`SharedRows`) find what one process does, to rounding and to the
    /// tolerance at which the method stops.
    public static let sharedRows = Self(rawValue: 1 << 9)
}
