/// A recorded seed, from which every random number of a run follows.
public struct Seed: Hashable, Sendable, Codable {
    public let value: UInt64
    public init(_ value: UInt64) { self.value = value }

    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(UInt64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// An independent stream for one purpose, such as "counting noise" or "start 3".
    public func stream(_ name: String) -> RandomStream {
        // FNV-1a of the name, mixed with the seed by the stream's own finaliser.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return RandomStream(state: SplitMix64.mix(value &+ 0x9e37_79b9_7f4a_7c15) ^ hash)
    }
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
enum SplitMix64 {
    static func mix(_ input: UInt64) -> UInt64 {
        var z = input
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// A stream of random numbers (SplitMix64): same seed and name, same numbers on every machine.
public struct RandomStream: RandomNumberGenerator, Sendable {
    private var state: UInt64
    init(state: UInt64) { self.state = state }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        return SplitMix64.mix(state)
    }

    /// A number in [0, 1).
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
