/// Whether the direct beam stays in the patterns.
public enum DirectBeam: String, Hashable, Sendable, CaseIterable {
    case keep
    /// Its disc is set to zero, as behind a beam stop; all other counts stay as they are.
    case mask
}

/// Bits of a stored count.
public enum BitDepth: Int, Hashable, Sendable, CaseIterable {
    case eight = 8
    case sixteen = 16

    /// The largest count, 2ᵇ - 1.
    public var largestCount: Double { self == .eight ? 255 : 65535 }
}
