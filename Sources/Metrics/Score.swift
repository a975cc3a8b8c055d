/// What a metric reads: a number, or the reason why there is none.
///
/// A metric that makes no sense for its input says so; it never returns NaN and never passes nonsense off as 0.
public enum Score: Sendable, Equatable {
    case value(Double)
    case undefined(reason: String)

    /// The number, if it is one that can be reported.
    init(finite number: Double) {
        self = number.isFinite ? .value(number) : .undefined(reason: "the input holds values that are not finite")
    }

    /// The number; nil where it is undefined.
    public var value: Double? {
        if case .value(let number) = self { number } else { nil }
    }

    /// Why there is no number; nil where there is one.
    public var reason: String? {
        if case .undefined(let reason) = self { reason } else { nil }
    }
}

/// Why two arrays cannot be compared element by element; nil when they can.
func mismatch(truth: [Double], estimate: [Double]) -> Score? {
    if truth.isEmpty { return .undefined(reason: "the truth is empty") }
    if truth.count != estimate.count {
        return .undefined(reason: "the truth has \(truth.count) values and the estimate \(estimate.count)")
    }
    return nil
}
