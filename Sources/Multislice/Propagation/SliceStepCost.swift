/// What a slice step with vector kernels costs, fitted to measurement, so that sizes can be chosen without a clock.
///
///     t = n₁ (a + Σ w_r) + n₂ Σ w_r
///
/// n₁ and n₂ are the points, padding included, of the passes along the first and second axis; the sums run over the radices
/// of each pass. a and w_r are a fit of non-negative least squares in relative error to 155 grids from 36 × 36 to 640 × 192
/// and 540 × 540, with one to nine shared periods, on one core of an AMD EPYC with AVX-512; the median deviation is 4 %, the
/// largest 34 % for the smallest grids. Only ratios matter for a choice.
enum SliceStepCost {
    private static let copying = 0.29
    private static let radices = [2: 0.23, 3: 0.24, 4: 0.29, 5: 0.32, 8: 0.34]

    /// - Parameters: `linesOfFirst` and `linesOfSecond`: how many lines are transformed along each axis.
    static func nanoseconds(first: Int, linesOfFirst: Int, second: Int, linesOfSecond: Int) -> Double {
        Double(first * linesOfFirst) * (copying + stages(first)) + Double(second * linesOfSecond) * stages(second)
    }

    private static func stages(_ length: Int) -> Double {
        guard let found = VectorTransform.radices(of: length) else { return .infinity }
        return found.reduce(0) { $0 + (radices[$1] ?? .infinity) }
    }
}
