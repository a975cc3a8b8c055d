/// A symmetry operation r' = W r + w on fractional coordinates.
package struct SymmetryOperation: Sendable, Equatable {
    package let linear: Matrix3
    package let translation: SIMD3<Double>

    package static let identity = SymmetryOperation(linear: .identity, translation: .zero)

    package init(linear: Matrix3, translation: SIMD3<Double>) {
        self.linear = linear
        self.translation = translation
    }

    /// Reads text such as "-x+1/2, y, z-1/4" or "x-y, x, 5/6+z"; nil when it is none.
    package init?(text: String) {
        let parts = text.lowercased().split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let rows = parts.compactMap { Self.row(String($0.filter { !$0.isWhitespace })) }
        guard rows.count == 3 else { return nil }
        linear = Matrix3(rows: rows[0].0, rows[1].0, rows[2].0)
        translation = [rows[0].1, rows[1].1, rows[2].1]
        // A symmetry operation keeps the volume; "x, x, z" does not.
        guard abs(abs(linear.determinant) - 1) < 1e-9 else { return nil }
        for axis in 0..<3 where !(abs(translation[axis]) <= CIFReader.farthest) { return nil }
    }

    package func callAsFunction(_ position: SIMD3<Double>) -> SIMD3<Double> { linear * position + translation }

    /// One coordinate: a sum of signed letters and numbers.
    private static func row(_ text: String) -> (SIMD3<Double>, Double)? {
        var coefficients = SIMD3<Double>.zero
        var constant = 0.0
        var rest = Substring(text)
        guard !rest.isEmpty else { return nil }
        while let first = rest.first {
            let sign = first == "-" ? -1.0 : 1.0
            if first == "-" || first == "+" {
                rest.removeFirst()
            } else if rest.count != text.count {
                return nil
            }
            let term = rest.prefix { $0 != "+" && $0 != "-" }
            rest.removeFirst(term.count)
            if let axis = ["x", "y", "z"].firstIndex(of: String(term)) {
                coefficients[axis] += sign
            } else if let number = fraction(term) {
                constant += sign * number
            } else {
                return nil
            }
        }
        return (coefficients, constant)
    }

    /// A number such as "1/2" or "0.25".
    private static func fraction(_ text: Substring) -> Double? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.first?.isLetter == false ? Double(part) : nil }
        guard numbers.count == parts.count else { return nil }
        switch numbers.count {
        case 1: return numbers[0]
        case 2 where numbers[1] != 0: return numbers[0] / numbers[1]
        default: return nil
        }
    }
}
