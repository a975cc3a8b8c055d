import Arrays

/// Multiplicative updates of ½‖X − Z·W‖² (Lee & Seung, Adv. Neural Inf. Process. Syst. 13, 556, 2001): z ← z·(XWᵀ)/(zWWᵀ),
/// w likewise. Denominators are at least 10⁻¹². What is zero stays zero.
struct MultiplicativeRule: FactorRule {
    func improveMaps(
        _ maps: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>, weights: [Double]?
    ) -> Double {
        improve(&maps, linear: linear, gram: gram)
        return 0
    }

    func improvePatterns(_ patterns: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) -> Double {
        improve(&patterns, linear: linear, gram: gram)
        return 0
    }

    private func improve(_ factors: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) {
        let present = Matrix.product(gram, factors)
        for i in factors.elements.indices {
            factors.elements[i] *= linear.elements[i] / max(1e-12, present.elements[i])
        }
    }
}
