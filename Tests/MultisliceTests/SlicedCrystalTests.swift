import Multislice
import Quantities
import Specimens
import Testing

@Suite("Crystals cut into slices")
struct SlicedCrystalTests {
    @Test("slices hold every atom once, each in a layer no thicker than the slice")
    func conserved() throws {
        let bicrystal = try GaAsCase.bicrystal()
        for slab in [bicrystal.upper, bicrystal.lower] {
            let sliced = try SlicedCrystal(slab, nominalThickness: 37.4997 / 9, name: "A")
            #expect(abs(sliced.sliceThickness - 4.166639) < 1e-5)
            let periods = Int((Double(sliced.slices.count) * sliced.sliceThickness / slab.depth).rounded())
            #expect(sliced.slices.count == 9 && periods == 2)
            let atoms = sliced.slices.flatMap(\.self)
            #expect(atoms.count == 792 && slab.atoms.count == 396)
            for atom in slab.atoms { #expect(atoms.filter { $0 == atom }.count == periods) }
            for slice in sliced.slices { #expect(extent(of: slice, period: slab.depth) < sliced.sliceThickness) }
        }
    }

    /// The shortest stretch along z that holds all the atoms of a periodic crystal's slice.
    private func extent(of atoms: [PeriodicSlab.Atom], period: Double) -> Double {
        let heights = atoms.map(\.position.z).sorted()
        guard let first = heights.first, let last = heights.last else { return 0 }
        let gaps = zip(heights, heights.dropFirst()).map { $1 - $0 } + [first + period - last]
        return period - (gaps.max() ?? 0)
    }

    // Slices of 1 Å: an eighth of the gallium layers' distance would bring the arsenic onto a cut.
    @Test("an atom near a cut is in one slice, on whichever side of it rounding has it")
    func nearACut() throws {
        let (gallium, arsenic) = try (#require(Element(symbol: "Ga")), #require(Element(symbol: "As")))
        let slices = try [-1e-4, 0, 1e-4].map { displacement in
            let slab = PeriodicSlab(
                cellX: 4, cellY: 4, depth: 4,
                atoms: [
                    .init(position: [0, 0, 0], element: gallium), .init(position: [0, 0, 1.6], element: gallium),
                    .init(position: [2, 2, 0.8 + displacement], element: arsenic),
                ])
            return try SlicedCrystal(slab, nominalThickness: 1, name: "A").slices.map { $0.map(\.element) }
        }
        #expect(slices[0] == slices[1] && slices[1] == slices[2])
    }

    @Test("a thickness that does not fit is refused with a unit that does")
    func unitThatFits() throws {
        let slab = try GaAsCase.bicrystal().upper
        let error = #expect(throws: MultisliceError.self) {
            try SlicedCrystal(slab, nominalThickness: 37.0 / 9, name: "A")
        }
        let message = try #require(error?.description)
        let unit = try #require(message.split(separator: "unit: \"").dropFirst().first?.prefix { $0 != " " })
        let length = try #require(Double(unit))
        // Half of the unit that the paper has, 2a√11 = 3.74997 nm.
        #expect(abs(length - 3.74997 / 2) < 1e-5)
        #expect(try SlicedCrystal(slab, nominalThickness: length * 10 / 5, name: "A").slices.count == 5)
    }

    @Test("along [411] at 0.39975 nm A repeats after three slices and B after nine")
    func unequalPeriods() throws {
        let bicrystal = try GaAsCase.bicrystal(zone: MillerIndices(4, 1, 1))
        let upper = try SlicedCrystal(bicrystal.upper, nominalThickness: 3.9975, name: "A")
        let lower = try SlicedCrystal(bicrystal.lower, nominalThickness: 3.9975, name: "B")
        #expect(upper.slices.count == 3)
        #expect(lower.slices.count == 9)
        #expect(abs(upper.sliceThickness / lower.sliceThickness - 1) < 1e-9)
        #expect(upper.slices.joined().count == bicrystal.upper.atoms.count)
        #expect(lower.slices.joined().count == bicrystal.lower.atoms.count)
    }

    @Test("a thickness that does not divide the period is refused, and named", arguments: [4.123_456, 0, -1, 1e-30])
    func incommensurate(thickness: Double) throws {
        let crystal = try SingleCrystalCase(.z311)
        let error = MultisliceError.incommensurateSlices(slice: thickness, period: crystal.slab.depth, crystal: "A")
        #expect(throws: error) { try SlicedCrystal(crystal.slab, nominalThickness: thickness, name: "A") }
    }
}
