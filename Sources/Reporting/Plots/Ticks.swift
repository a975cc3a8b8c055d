import Glibc

/// Where an axis has its ticks.
package enum Ticks {
    /// Multiples of 1, 2 or 5 times a power of ten inside `range`, about `count` of them.
    package static func linear(_ range: ClosedRange<Double>, count: Int = 5) -> [Double] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite, count > 0 else { return [range.lowerBound] }
        let step = niceStep(span / Double(count))
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        guard first <= last else { return [] }
        // Dividing by a whole number where the step is below 1 gives 0.3, and not 0.30000000000000004.
        let inverse = (1 / step).rounded()
        return stride(from: first, through: last, by: 1).map { step < 1 ? $0 / inverse : $0 * step }
    }

    /// Powers of ten inside `range`, thinned to at most `count`.
    package static func logarithmic(_ range: ClosedRange<Double>, count: Int = 6) -> [Double] {
        guard range.lowerBound > 0 else { return [] }
        let first = Int((log10(range.lowerBound) - 1e-9).rounded(.up))
        let last = Int((log10(range.upperBound) + 1e-9).rounded(.down))
        guard first <= last else { return [] }
        let step = max(1, (last - first + count) / count)
        return stride(from: first, through: last, by: step).map { Numbers.power($0) }
    }

    /// The smallest of 1, 2, 5, 10 times a power of ten that is not below `raw`.
    package static func niceStep(_ raw: Double) -> Double {
        let exponent = Int(log10(raw).rounded(.down))
        let base = Numbers.power(exponent)
        let factor = [1.0, 2, 5, 10].first { $0 * base >= raw * (1 - 1e-9) } ?? 10
        return exponent < 0 ? factor / Numbers.power(-exponent) : factor * base
    }

    /// `value` with as many decimals as the distance between ticks calls for.
    package static func label(_ value: Double, among ticks: [Double]) -> String {
        let step = ticks.count > 1 ? abs(ticks[1] - ticks[0]) : max(abs(value), 1)
        let decimals = step > 0 && step < 1 ? min(8, Int((-log10(step) - 1e-9).rounded(.up))) : 0
        return Numbers.fixed(value, decimals: decimals)
    }
}
