import Specimens
import Testing

@Suite struct XYZTests {
    /// Silicon's primitive cell, with the cube's edges along x, y, z.
    static let silicon = """
        2
        Lattice="0 2.71551 2.71551 2.71551 0 2.71551 2.71551 2.71551 0" Properties=species:S:1:pos:R:3:forces:R:3:b:R:1 pbc="T T T"
        Si 0.0 0.0 0.0 0 0 0 0.46
        Si 1.357755 1.357755 1.357755 0 0 0 0.46
        """

    /// a = 5.43102 Å: density 2.329 g/cm³, bond a√3/4, and the primitive cell's edges enclose 60°.
    @Test func anExtendedFileIsACrystal() throws {
        let text = Self.silicon
        let crystal = try CrystalStructure(xyz: text, file: "folder/silicon.xyz", cell: nil)
        #expect(crystal.name == "silicon")
        #expect(crystal.spaceGroup == "P 1")
        #expect(crystal.sites.map(\.b) == [0.46, 0.46])
        #expect(abs(crystal.cell.alpha - .pi / 3) < 1e-12)
        let density = try #require(crystal.density)
        #expect(abs(density - 2.329) < 2e-3)
        let difference = crystal.sites[1].position - crystal.sites[0].position
        #expect(abs(length(crystal.cell.cartesian(difference)) - 5.43102 * 3.0.squareRoot() / 4) < 1e-5)
        #expect(crystal.warnings.count == 1)
        #expect(crystal.warnings[0].contains("P 1"))
    }

    @Test func occupanciesAndMeanSquareDisplacementsAreRead() throws {
        let text = """
            1
            Properties=species:S:1:pos:R:3:occupancy:R:1:u_iso:R:1 Lattice="4 0 0 0 4 0 0 0 4"
            Ga 5 -1 2 0.25 0.01
            """
        let site = try #require(try CrystalStructure(xyz: text, file: "a.xyz", cell: nil).sites.first)
        #expect(site.position == [0.25, 0.75, 0.5])
        #expect(site.occupancy == 0.25)
        #expect(abs(site.b - 8 * Double.pi * .pi * 0.01) < 1e-12)
    }

    @Test func aPlainFileTakesTheCellGiven() throws {
        let text = "1\nno cell here\nAu 1 1 3\n"
        let crystal = try CrystalStructure(xyz: text, file: "au.xyz", cell: UnitCell(a: 4, b: 4, c: 4))
        #expect(crystal.sites[0].position == [0.25, 0.25, 0.75])
        #expect(crystal.warnings.contains { $0.contains("no column b") })
        let error = #expect(throws: SpecimenError.self) { try CrystalStructure(xyz: text, file: "au.xyz", cell: nil) }
        #expect(error?.description.contains("au.xyz: line 2: the cell is missing") == true)
    }

    @Test(arguments: [
        ("2\nLat", "two\nLat", "line 1: the number of atoms is missing"),
        ("2\nLat", "3\nLat", "3 atoms are announced and fewer listed"),
        ("2\nLat", "9223372036854775807\nLat", "9223372036854775807 atoms are announced and fewer listed"),
        ("pos:R:3", "pos:R:9223372036854775807:x:R:9223372036854775807", "line 2: pos has no number of columns"),
        ("Si 1.357755", "Si 1e308", "the atom lies far outside the cell"),
        ("2.71551 0\"", "2.71551\"", "line 2: Lattice needs nine numbers"),
        ("Si 1.357755", "Q 1.357755", "line 4: there is no element"),
        ("Si 1.357755", "Si x", "line 4: column 2 is no number"),
        ("0 0 0 0.46", "0 0 0 -1", "line 3: occupancy or b is out of range"),
        ("pos:R:3", "place:R:3", "line 2: Properties needs species:S:1 and pos:R:3"),
        ("0 2.71551 2.71551 2.71551 0", "2.71551 0 2.71551 2.71551 0", "the edges are no right-handed triple"),
    ])
    func aBrokenFileIsRefusedInOneLine(original: String, broken: String, message: String) throws {
        #expect(Self.silicon.contains(original))
        let text = Self.silicon.replacing(original, with: broken)
        let error = #expect(throws: SpecimenError.self) {
            try CrystalStructure(xyz: text, file: "si.xyz", cell: nil)
        }
        let description = try #require(error?.description)
        #expect(description.contains(message))
        #expect(description.hasPrefix("si.xyz: "))
    }
}
