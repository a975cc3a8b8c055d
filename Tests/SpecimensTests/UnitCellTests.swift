import Glibc
import Specimens
import Testing

@Suite struct UnitCellTests {
    /// 1/d² = 4/3 (h² + hk + k²)/a² + l²/c².
    @Test(arguments: [[1, 0, 0], [1, 1, 0], [1, 0, 1], [2, -1, 3]])
    func spacingsOfAHexagonalCellFollowTheClosedForm(hkl: [Int]) throws {
        let (a, c) = (3.2495, 5.2069)
        let cell = try UnitCell(a: a, b: a, c: c, gamma: 2 * .pi / 3)
        let (h, k, l) = (Double(hkl[0]), Double(hkl[1]), Double(hkl[2]))
        let inverseSquare = 4 / 3 * (h * h + h * k + k * k) / (a * a) + l * l / (c * c)
        #expect(abs(cell.spacing(MillerIndices(hkl[0], hkl[1], hkl[2])) - 1 / inverseSquare.squareRoot()) < 1e-12)
        #expect(abs(cell.volume - 3.0.squareRoot() / 2 * a * a * c) < 1e-10)
    }

    /// International Tables B, 1.1.3: V = abc √(1 - cos²α - cos²β - cos²γ + 2 cosα cosβ cosγ) and a* = bc sinα/V.
    @Test func aTriclinicCellHasTheVolumeAndReciprocalEdgesOfTheClosedForm() throws {
        let (alpha, beta, gamma) = (1.3, 1.8, 1.1)
        let cell = try UnitCell(a: 5, b: 7, c: 11, alpha: alpha, beta: beta, gamma: gamma)
        let (ca, cb, cg) = (cos(alpha), cos(beta), cos(gamma))
        let volume = 5 * 7 * 11 * (1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg).squareRoot()
        #expect(abs(cell.volume - volume) < 1e-9)
        let reciprocal = cell.reciprocalBasis.map(length)
        #expect(abs(reciprocal[0] - 7 * 11 * sin(alpha) / volume) < 1e-12)
        #expect(abs(reciprocal[1] - 5 * 11 * sin(beta) / volume) < 1e-12)
        #expect(abs(reciprocal[2] - 5 * 7 * sin(gamma) / volume) < 1e-12)

        let edges = cell.directBasis
        for (edge, expected) in zip(edges, [5.0, 7, 11]) { #expect(abs(length(edge) - expected) < 1e-12) }
        #expect(abs((edges[1] * edges[2]).sum() - 7 * 11 * ca) < 1e-10)
        #expect(abs((edges[0] * edges[2]).sum() - 5 * 11 * cb) < 1e-10)
        #expect(abs((edges[0] * edges[1]).sum() - 5 * 7 * cg) < 1e-10)
        for i in 0..<3 {
            for j in 0..<3 {
                let product = (edges[i] * cell.reciprocalBasis[j]).sum()
                #expect(abs(product - (i == j ? 1 : 0)) < 1e-12)
            }
        }
    }

    @Test func impossibleCellsAreRefused() {
        #expect(throws: SpecimenError.self) { try UnitCell(a: 0, b: 1, c: 1) }
        #expect(throws: SpecimenError.self) { try UnitCell(a: 1, b: 1, c: 1, alpha: 2, beta: 0.5, gamma: 0.5) }
    }

    @Test func elementsKnowTheirSymbolsAndNumbers() {
        for (number, symbol) in [(1, "H"), (31, "Ga"), (33, "As"), (57, "La"), (79, "Au"), (92, "U"), (103, "Lr")] {
            #expect(Element(atomicNumber: number)?.symbol == symbol)
            #expect(Element(symbol: symbol)?.atomicNumber == number)
        }
        #expect(Element(atomicNumber: 0) == nil)
        #expect(Element(atomicNumber: 104) == nil)
        #expect(Element(label: "Ga3+")?.symbol == "Ga")
        #expect(Element(label: "CA12")?.symbol == "Ca")
        #expect(Element(label: "O1w")?.symbol == "O")
    }
}
