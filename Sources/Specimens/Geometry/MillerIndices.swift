/// Three integers: a direction [uvw] along u a + v b + w c, or a reflection hkl; which one, the context says.
///
/// Written as a list of three integers, such as `[3, 1, 1]`.
public struct MillerIndices: Sendable, Hashable, Codable, CustomStringConvertible {
    public let h: Int
    public let k: Int
    public let l: Int

    public init(_ h: Int, _ k: Int, _ l: Int) {
        self.h = h
        self.k = k
        self.l = l
    }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let values = try (0..<(container.count ?? 0)).map { _ in try container.decode(Int.self) }
        guard values.count == 3 else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "indices are three integers, as in [3, 1, 1]; here are \(values.count)")
        }
        self.init(values[0], values[1], values[2])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for value in [h, k, l] { try container.encode(value) }
    }

    /// The integers with spaces between, such as "2 -2 0".
    public var description: String { "\(h) \(k) \(l)" }

    package var isZero: Bool { h == 0 && k == 0 && l == 0 }
    package var vector: SIMD3<Double> { [Double(h), Double(k), Double(l)] }
}
