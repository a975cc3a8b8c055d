public import Arrays

/// The largest difference of two matrices of one shape; infinite where the shapes differ or a difference is no number.
public func difference(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
    var largest = 0.0
    for (x, y) in zip(a.elements, b.elements) {
        let difference = abs(x - y)
        guard !difference.isNaN else { return .infinity }
        largest = max(largest, difference)
    }
    return largest
}
