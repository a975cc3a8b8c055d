import Arrays
import Learning
import TestSupport
import Testing

@Suite struct FastICATests {
    @Test(arguments: ReferenceInput.allCases)
    func loadingsAndContrastAreThoseOfTheReference(_ input: ReferenceInput) throws {
        let expected = try LinearReference.of(input).methods.ica
        let found = try FastICA(components: input.members).estimate(
            from: input.rows(), seed: Seed(1), progress: .none)
        #expect(found.convergence.converged)
        #expect(abs((found.convergence.objective.last ?? 0) - expected.logcosh) < 1e-6)
        guard let loadings = expected.loadings.all.map({ Matrix($0) }) else { return }
        for member in 0..<input.members {
            let best = (0..<input.members).map { correlation(found.maps.row($0), loadings.column(member)) }.max() ?? 0
            #expect(best > 1 - 1e-6)
        }
    }

    @Test func patternsOfTheNoisyInputAreUnmixedAsInTheReference() throws {
        let stored = try Reference.matrix("learning/expected_c_maps.V.npy")
        let v = stored.rows == 3 ? stored : stored.transposed
        let expected = Matrix.product(Matrix(try LinearReference.of(.c).methods.ica.unmix), v)
        let found = try FastICA(components: 3).estimate(from: ReferenceInput.c.rows(), seed: Seed(1), progress: .none)
        for t in 0..<3 {
            let best = (0..<3).map { correlation(found.patterns.row($0), expected.row(t)) }.max() ?? 0
            #expect(best > 1 - 1e-6)
        }
    }

    @Test(arguments: ICAContrast.allCases, FastICA.Algorithm.allCases)
    func independentSourcesAreFoundByEveryContrastAndAlgorithm(
        _ contrast: ICAContrast, _ algorithm: FastICA.Algorithm
    ) throws {
        // Uniform and Laplacian numbers are independent, and neither is normal.
        var stream = Seed(8).stream("sources")
        var sources = Matrix<Double>(rows: 2, columns: 6000)
        for i in 0..<6000 {
            sources[0, i] = stream.uniform() - 0.5
            let u = stream.uniform() - 0.5
            sources[1, i] = u < 0 ? -(-(1 + 2 * u).logarithm) : -(1 - 2 * u).logarithm
        }
        let mixed = Matrix.product(Matrix([[1, 0.6], [0.4, 1], [0.9, -0.3]]), sources)
        let found = try FastICA(components: 2, algorithm: algorithm, contrast: contrast).estimate(
            from: observations(mixed), seed: Seed(1), progress: .none)
        #expect(found.convergence.converged)
        for t in 0..<2 {
            let best = (0..<2).map { correlation(found.patterns.row($0), sources.row(t)) }.max() ?? 0
            #expect(best > 0.995)
        }
    }

    @Test func theUnmixingMatrixMakesThePatternsOfTheSingularOnes() throws {
        let rows = try ReferenceInput.d10.rows()
        let svd = try TruncatedSVD(components: 3).estimate(from: rows, seed: Seed(1), progress: .none)
        let ica = try FastICA(components: 3).estimate(from: rows, seed: Seed(1), progress: .none)
        let unmixing = try #require(ica.diagnostics["unmixing"])
        #expect(unmixing.rows == 3 && unmixing.columns == 3)
        #expect(difference(Matrix.product(unmixing, svd.patterns), ica.patterns) < 1e-9)
    }

    @Test func loadingsTimesPatternsAreTheTruncatedDecomposition() throws {
        let rows = try ReferenceInput.d10.rows()
        let svd = try TruncatedSVD(components: 3).estimate(from: rows, seed: Seed(1), progress: .none)
        let ica = try FastICA(components: 3, start: .random).estimate(from: rows, seed: Seed(1), progress: .none)
        let (a, b) = (
            Matrix.product(svd.maps.transposed, svd.patterns), Matrix.product(ica.maps.transposed, ica.patterns)
        )
        #expect(difference(a, b) < 1e-10)
    }

    @Test func constantDataLeaveComponentsOfZero() throws {
        let found = try FastICA(components: 2).estimate(
            from: observations(Matrix(rows: 5, columns: 4, repeating: 3)), seed: Seed(1), progress: .none)
        #expect(found.patterns.elements.allSatisfy(\.isFinite) && found.maps.elements.allSatisfy(\.isFinite))
        #expect(found.patterns.rows == 2 && found.maps.rows == 2)
    }
}

extension Double {
    /// ln, by the area under 1/x: the tests' room has no Glibc.
    fileprivate var logarithm: Double {
        // ln x = 2·artanh((x − 1)/(x + 1)), after powers of two are taken out.
        let (exponent, rest) = (Double(self.exponent), significand)
        let q = (rest - 1) / (rest + 1)
        var (term, sum) = (q, 0.0)
        for k in stride(from: 1, through: 61, by: 2) {
            sum += term / Double(k)
            term *= q * q
        }
        return 2 * sum + exponent * 0.693147180559945309417
    }
}
