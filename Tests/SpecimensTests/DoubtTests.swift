import Specimens
import Testing

/// What a reader is told about a crystal that is read without error and is doubtful all the same.
@Suite struct DoubtTests {
    /// A list in P 1 as calculated databases give it; a at room temperature is 5.6533 Å (Blakemore 1982).
    static func gallium(a: Double, shift: Double = 0.25) throws -> CrystalStructure {
        let rows = ["Ga 0 0 0", "Ga 0 0.5 0.5", "Ga 0.5 0 0.5", "Ga 0.5 0.5 0"]
        let arsenic = [[0.0, 0, 0], [0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]].map { place in
            "As " + place.map { "\($0 + shift)" }.joined(separator: " ")
        }
        let text = """
            data_GaAs
            _cell_length_a \(a)
            _cell_length_b \(a)
            _cell_length_c \(a)
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            _symmetry_space_group_name_H-M 'P 1'
            loop_
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z

            """
        return try CrystalStructure(cif: text + (rows + arsenic).joined(separator: "\n"), file: "GaAs.cif")
    }

    @Test(arguments: [(5.75018263, "1.7 % too large"), (5.55, "1.8 % too small")])
    func aCellFarFromTheKnownOneIsDoubted(a: Double, words: String) throws {
        let doubts = try Self.gallium(a: a).doubts
        #expect(doubts.count == 1)
        #expect(doubts[0].contains(words))
        #expect(doubts[0].contains("5.6533"))
    }

    @Test func aCellCloseToTheKnownOneIsNot() throws {
        #expect(try Self.gallium(a: 5.6533).doubts.isEmpty)
        #expect(try Self.gallium(a: 5.668).doubts.isEmpty)
    }

    /// 0.05 a√3 = 0.49 Å overlaps, 0.06 a√3 = 0.59 Å does not.
    @Test func atomsThatOverlapAreNamed() throws {
        let doubts = try Self.gallium(a: 5.6533, shift: 0.05).doubts
        #expect(doubts.count == 1)
        #expect(doubts[0].contains("Ga and As are 0.49 Å apart"))
        #expect(try Self.gallium(a: 5.6533, shift: 0.06).doubts.isEmpty)
    }

    @Test func atomsThatShareASiteDoNotOverlap() throws {
        let cell = try UnitCell(a: 4, b: 4, c: 4)
        let (gallium, aluminium) = (try #require(Element(symbol: "Ga")), try #require(Element(symbol: "Al")))
        func crystal(_ share: Double) -> CrystalStructure {
            CrystalStructure(
                name: "alloy", cell: cell,
                sites: [
                    .init(element: gallium, position: .zero, occupancy: share),
                    .init(element: aluminium, position: .zero, occupancy: 0.5),
                ])
        }
        #expect(crystal(0.5).doubts.isEmpty)
        #expect(crystal(0.8).doubts.count == 1)
        // Half an atom of each: (69.723 + 26.982)/2 daltons in 64 Å³.
        let density = try #require(crystal(0.5).density)
        #expect(abs(density - (69.723 + 26.982) / 2 * 1.66053907 / 64) < 1e-9)
    }

    @Test func anEmptyCellIsSaid() throws {
        let crystal = CrystalStructure(name: "nothing", cell: try UnitCell(a: 4, b: 4, c: 4), sites: [])
        #expect(crystal.doubts == ["the cell is empty: no atoms, nothing scatters"])
    }

    @Test func formulasAreReducedAndSorted() throws {
        #expect(try Self.gallium(a: 5.65).formula == "As Ga")
        #expect(try CrystalFilesTests.crystal("SrTiO3").formula == "O3 Sr Ti")
        #expect(try CrystalFilesTests.crystal("quartz").formula == "O2 Si")
        #expect(try CrystalFilesTests.crystal("Mg").formula == "Mg")
    }

    /// The heaviest and lightest, and one of each block, from the IUPAC's abridged table.
    @Test func massesStandAtTheirElements() {
        for (symbol, mass) in [
            ("H", 1.008), ("Ga", 69.723), ("As", 74.922), ("La", 138.91), ("Au", 196.97), ("U", 238.03),
        ] {
            #expect(Element(symbol: symbol)?.mass == mass)
        }
        for symbol in ["Tc", "Pm", "Po", "Pu", "Lr"] { #expect(Element(symbol: symbol)?.mass == nil) }
    }
}
