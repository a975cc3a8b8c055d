import Glibc
import Quantities
import Specimens
import Testing

/// One crystal in a rectangular block: exact where its lattice has one, strained and said so where it has none.
@Suite struct CrystalSlabTests {
    /// The squares of x, y and z over a² for the face-centred lattice: [110] has a/√2 along the beam, a/√2 and a across it.
    @Test(arguments: [
        ([1, 1, 0], [0, 0, 1], [0.5, 1, 0.5]),
        ([0, 0, 1], [1, 1, 0], [0.5, 0.5, 1]),
        ([1, 1, 1], [1, -1, 0], [1.5, 0.5, 3]),
        ([3, 1, 1], [0, -1, 1], [5.5, 0.5, 11]),
    ])
    func cubicZonesHaveTheirClosedForms(zone: [Int], up: [Int], squares: [Double]) throws {
        let crystal = try GalliumArsenide.crystal()
        let block = try CrystalSlab(of: crystal, orientation: orientation(crystal, zone, up))
        let found = [block.slab.cellX, block.slab.cellY, block.slab.depth].map { $0 / crystal.cell.a }
        for (side, square) in zip(found, squares) { #expect(abs(side - square.squareRoot()) < 1e-9) }
        #expect(block.strain == 0)
        #expect(block.warnings.isEmpty)
        #expect(abs(density(block.slab) / density(crystal) - 1) < 1e-9)
    }

    /// The orthohexagonal cell: a × a√3 across [0 0 1], for any c/a.
    @Test func aHexagonalCrystalHasItsOrthohexagonalCell() throws {
        let crystal = try magnesium()
        let block = try CrystalSlab(of: crystal, orientation: orientation(crystal, [0, 0, 1], [1, 2, 0]))
        #expect(abs(block.slab.cellX - 3.2094) < 1e-9)
        #expect(abs(block.slab.cellY - 3.2094 * 3.0.squareRoot()) < 1e-9)
        #expect(abs(block.slab.depth - 5.2108) < 1e-9)
        #expect(block.slab.atoms.count == 4)
        // (1 0 0) lies along a*, perpendicular to b; |g| = 2/(a√3).
        let g = 2 / (3.2094 * 3.0.squareRoot())
        let names = [0.0, .pi / 3, 2 * .pi / 3].map { angle in
            block.reflection(kx: g * sin(angle), ky: g * cos(angle))
        }
        #expect(names.allSatisfy { $0 != nil })
        #expect(Set(names.compactMap(\.self)).count == 3)
        #expect(block.reflection(kx: g, ky: 0) == nil)
    }

    /// Along [1 0 1] of Mg nothing but [0 1 0]'s partner is perpendicular, since (c/a)² is no simple fraction.
    @Test func aDirectionWithoutARectangularCellIsRefusedWithTheStrainThatWouldMakeOne() throws {
        let crystal = try magnesium()
        let orientation = try orientation(crystal, [1, 0, 1], [1, 2, 0])
        let error = #expect(throws: SpecimenError.self) { try CrystalSlab(of: crystal, orientation: orientation) }
        let message = try #require(error?.description)
        #expect(message.contains("no rectangular cell below 30 nm: the crystal has no period along lab x"))
        // What it offers works, and what is a tenth of it does not.
        let offer = try #require(message.split(separator: "beam.strain: \"").dropFirst().first?.prefix { $0 != " " })
        let percent = try #require(Double(offer))
        #expect(throws: SpecimenError.self) {
            try CrystalSlab(of: crystal, orientation: orientation, strain: Fraction(percent / 10, "%"))
        }
        let block = try CrystalSlab(of: crystal, orientation: orientation, strain: Fraction(percent, "%"))
        #expect(block.strain > 0)
        #expect(block.strain <= percent / 100)
        #expect(block.warnings.count == 1)
        #expect(block.warnings[0].contains("strained by"))
    }

    /// A strain changes lengths by no more than it says: bonds of the block against those of the crystal.
    @Test(arguments: [1.0, 2, 5])
    func aStrainedBlockKeepsItsBondsWithinTheStrain(percent: Double) throws {
        let cell = try UnitCell(a: 5.1, b: 6.3, c: 7.7, alpha: 1.4, beta: 1.75, gamma: 1.95)
        let tungsten = try #require(Element(symbol: "W"))
        let crystal = CrystalStructure(
            name: "triclinic", cell: cell, sites: [.init(element: tungsten, position: .zero)])
        let beam = try Orientation(
            of: cell, beam: .zone(MillerIndices(1, 1, 2)), up: MillerIndices(1, 0, 0), projectsUp: true)
        let block = try CrystalSlab(of: crystal, orientation: beam, strain: Fraction(percent, "%"))
        #expect(block.strain > 0 && block.strain <= percent / 100)
        // Each neighbour vector of the block, seen through the faces, is one of the lattice but for the strain.
        let size: SIMD3<Double> = [block.slab.cellX, block.slab.cellY, block.slab.depth]
        let first = try #require(block.slab.atoms.first)
        var neighbours = 0
        for atom in block.slab.atoms.dropFirst() {
            let difference = atom.position - first.position
            let nearest = difference - size * (difference / size).rounded(.toNearestOrEven)
            guard length(nearest) < 8 else { continue }
            neighbours += 1
            let crystalVector = beam.x * nearest.x + beam.y * nearest.y + beam.z * nearest.z
            let indices = cell.reciprocalBasis.map { ($0 * crystalVector).sum().rounded() }
            let lattice = cell.cartesian([indices[0], indices[1], indices[2]])
            #expect(length(crystalVector - lattice) <= 1.02 * block.strain * length(lattice))
        }
        #expect(neighbours >= 4)
        #expect(abs(density(block.slab) / density(crystal) - 1) < 3.1 * block.strain)
    }

    private func orientation(_ crystal: CrystalStructure, _ zone: [Int], _ up: [Int]) throws -> Orientation {
        try Orientation(
            of: crystal.cell, zone: MillerIndices(zone[0], zone[1], zone[2]), up: MillerIndices(up[0], up[1], up[2]))
    }

    /// Hexagonal close packing.
    private func magnesium() throws -> CrystalStructure {
        let cell = try UnitCell(a: 3.2094, b: 3.2094, c: 5.2108, gamma: 2 * .pi / 3)
        let magnesium = try #require(Element(symbol: "Mg"))
        let positions: [SIMD3<Double>] = [[1.0 / 3, 2.0 / 3, 0.25], [2.0 / 3, 1.0 / 3, 0.75]]
        return CrystalStructure(
            name: "Mg", cell: cell, sites: positions.map { .init(element: magnesium, position: $0) })
    }

    private func density(_ slab: PeriodicSlab) -> Double {
        Double(slab.atoms.count) / (slab.cellX * slab.cellY * slab.depth)
    }

    private func density(_ crystal: CrystalStructure) -> Double { Double(crystal.sites.count) / crystal.cell.volume }
}
