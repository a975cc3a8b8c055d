import Arrays

/// Cyclic coordinate descent (Cichocki & Phan, IEICE Trans. Fundamentals E92-A, 708, 2009; Hsieh & Dhillon, KDD 2011).
struct CoordinateDescent: FactorRule {
    func improveMaps(
        _ maps: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>, weights: [Double]?
    ) -> Double {
        maps.descend(linear: linear, quadratic: gram, weights: weights)
    }

    func improvePatterns(_ patterns: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) -> Double {
        patterns.descend(linear: linear, quadratic: gram)
    }
}
