/// Electron scattering factors in the parametrisation of I. Lobato & D. Van Dyck, Acta Cryst. A70, 636 (2014):
///
///     f_e(g) = Σ_i a_i (2 + b_i g²)/(1 + b_i g²)²,   g = 1/d in Å⁻¹, f_e in Å,
///
/// which falls off as the bare nucleus does at large g.
public struct LobatoScatteringFactor: ScatteringFactor, Equatable {
    private let a: [Double]
    private let b: [Double]

    /// - Parameter atomicNumber: 1 to 103.
    /// - Throws: `MultisliceError.noScatteringFactor` for another element.
    public init(atomicNumber: Int) throws(MultisliceError) {
        guard LobatoTable.coefficients.indices.contains(atomicNumber - 1) else {
            throw .noScatteringFactor(atomicNumber: atomicNumber)
        }
        let row = LobatoTable.coefficients[atomicNumber - 1]
        a = Array(row[0..<5])
        b = Array(row[5..<10])
    }

    public func callAsFunction(squaredFrequency q2: Double) -> Double {
        var sum = 0.0
        for i in 0..<5 {
            let x = b[i] * q2
            sum += a[i] * (2 + x) / ((1 + x) * (1 + x))
        }
        return sum
    }
}
