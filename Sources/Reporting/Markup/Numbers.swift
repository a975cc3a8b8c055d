import Glibc

/// Numbers as people read them.
package enum Numbers {
    /// `value` with three significant digits, such as "0.533", "114", "1.20×10⁻⁵"; "–" when it is no finite number.
    package static func significant(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite else { return "–" }
        if value == 0 { return "0" }
        var exponent = Int(log10(abs(value)).rounded(.down))
        var mantissa = rounded(value / power(exponent), decimals: digits - 1)
        if abs(mantissa) >= 10 {
            exponent += 1
            mantissa /= 10
        }
        let sign = value < 0 ? "−" : ""
        if exponent < -4 || exponent > 5 {
            return "\(sign)\(fixed(abs(mantissa), decimals: digits - 1))×10\(superscript(exponent))"
        }
        let decimals = max(0, digits - 1 - exponent)
        return sign + fixed(abs(mantissa) * power(exponent), decimals: decimals)
    }

    /// `value` in plain ASCII with up to `digits` significant digits and no trailing zeros, such as "0.533", "1.2e-5".
    package static func plain(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return "\(value)" }
        guard value != 0 else { return "0" }
        // Beyond these a power of ten is no finite number, or none but 0.
        guard (1e-290...1e290).contains(abs(value)) else { return "\(value)" }
        var exponent = Int(log10(abs(value)).rounded(.down))
        var mantissa = (abs(value) / power(exponent) * power(digits - 1)).rounded()
        if mantissa >= power(digits) {
            exponent += 1
            mantissa /= 10
        }
        var figures = Array(String(Int(mantissa)))
        while figures.count > 1, figures.last == "0" { figures.removeLast() }
        let sign = value < 0 ? "-" : ""
        if exponent < -4 || exponent > 5 {
            let rest = figures.dropFirst()
            return "\(sign)\(figures[0])\(rest.isEmpty ? "" : ".\(String(rest))")e\(exponent)"
        }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + String(figures) }
        let whole = String(figures.prefix(exponent + 1))
        let zeros = String(repeating: "0", count: max(0, exponent + 1 - figures.count))
        let rest = String(figures.dropFirst(exponent + 1))
        return sign + whole + zeros + (rest.isEmpty ? "" : ".\(rest)")
    }

    /// `value` with a fixed number of decimals.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        let scale = power(decimals)
        let scaled = Int64((abs(value) * scale).rounded())
        let whole = scaled / Int64(scale)
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard decimals > 0 else { return "\(sign)\(whole)" }
        let fraction = String(scaled % Int64(scale))
        return "\(sign)\(whole)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// A round number without decimals, any other with three significant digits.
    static func short(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e6 ? fixed(value, decimals: 0) : significant(value)
    }

    /// A number as somebody chose it: three significant digits, without zeros at the end; powers of ten as such, from 10³ on.
    package static func chosen(_ value: Double) -> String {
        if value >= 1000, value.isFinite {
            let exponent = Int(log10(value).rounded())
            if abs(value / power(exponent) - 1) < 1e-9 { return "10\(superscript(exponent))" }
        }
        var text = significant(value)
        guard text.contains("."), !text.contains("×") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A number of the page's geometry: plain ASCII, at most two decimals, no trailing zeros.
    static func coordinate(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0" }
        let hundredths = Int64((abs(value) * 100).rounded())
        let sign = value < 0 && hundredths > 0 ? "-" : ""
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return "\(sign)\(whole)" }
        if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
        return "\(sign)\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
    }

    /// Seconds as "0.35 s", "12.0 s" or "3 min 20 s".
    static func duration(_ seconds: Double) -> String {
        // Whoever wrote the record may have written any number.
        guard seconds >= 120, seconds < 1e12 else { return "\(significant(seconds)) s" }
        let whole = Int(seconds.rounded())
        return "\(whole / 60) min \(whole % 60) s"
    }

    static func superscript(_ exponent: Int) -> String {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let text = String(abs(exponent)).compactMap { $0.wholeNumberValue.map { digits[$0] } }
        return (exponent < 0 ? "⁻" : "") + String(text)
    }

    /// 10 to a whole power; a division where the power is negative keeps decimal fractions as exact as they can be.
    static func power(_ exponent: Int) -> Double {
        let positive = (0..<abs(exponent)).reduce(1.0) { product, _ in product * 10 }
        return exponent < 0 ? 1 / positive : positive
    }

    private static func rounded(_ value: Double, decimals: Int) -> Double {
        (value * power(decimals)).rounded() / power(decimals)
    }
}

extension Numbers {
    /// The whole power of ten at or below a positive value.
    static func decade(_ value: Double) -> Double { log10(value).rounded(.down) }
}
