internal import Glibc

/// Numbers in messages and facts, without the digits that nobody needs.
enum Significant {
    /// A number with so many significant digits at most, such as 2.2061 for 2.206096194491527.
    static func text(_ value: Double, digits: Int) -> String {
        guard value != 0, value.isFinite else { return "\(value)" }
        let power = digits - 1 - Int(log10(abs(value)).rounded(.down))
        let scale = pow(10, Double(abs(power)))
        return power >= 0 ? "\((value * scale).rounded() / scale)" : "\((value / scale).rounded() * scale)"
    }
}
