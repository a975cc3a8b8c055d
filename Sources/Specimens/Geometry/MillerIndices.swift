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

// Four indices of hexagonal and trigonal crystals on hexagonal axes, whose third follows from the first two.
extension MillerIndices {
    /// The direction [UVTW] in three indices without common divisor: u = 2U + V, v = 2V + U, w = W (Otte & Crocker 1965).
    ///
    /// Nil where there are not four numbers, or T is not -(U + V).
    public init?(direction numbers: [Int]) {
        guard numbers.count == 4, numbers[2] == -numbers[0] - numbers[1] else { return nil }
        let three = [2 * numbers[0] + numbers[1], 2 * numbers[1] + numbers[0], numbers[3]]
        let divisor = max(three.reduce(0, greatestCommonDivisor), 1)
        self.init(three[0] / divisor, three[1] / divisor, three[2] / divisor)
    }

    /// The plane (hkil) in three indices, hkl.
    ///
    /// Nil where there are not four numbers, or i is not -(h + k).
    public init?(plane numbers: [Int]) {
        guard numbers.count == 4, numbers[2] == -numbers[0] - numbers[1] else { return nil }
        self.init(numbers[0], numbers[1], numbers[3])
    }
}

/// 0 for two zeros.
package func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? abs(a) : greatestCommonDivisor(b, a % b)
}
