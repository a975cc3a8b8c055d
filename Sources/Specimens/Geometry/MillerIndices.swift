/// Three integers: a direction [uvw] along u a + v b + w c, or a reflection hkl; which one, the context says.
///
/// Written as a list of three integers, such as `[3, 1, 1]`.
public struct MillerIndices: Sendable, Hashable, CustomStringConvertible {
    public let h: Int
    public let k: Int
    public let l: Int

    public init(_ h: Int, _ k: Int, _ l: Int) {
        self.h = h
        self.k = k
        self.l = l
    }

    /// The integers with spaces between, such as "2 -2 0".
    public var description: String { "\(h) \(k) \(l)" }

    package var isZero: Bool { h == 0 && k == 0 && l == 0 }
    package var vector: SIMD3<Double> { [Double(h), Double(k), Double(l)] }
}
