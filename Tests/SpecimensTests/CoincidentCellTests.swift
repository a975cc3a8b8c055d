import Quantities
import Specimens
import Testing

@Suite struct CoincidentCellTests {
    /// Periods that an independent prototype found, nm.
    static let table: [(zone: [Int], x: Double, y: Double, a: Double, b: Double, digits: Double)] = [
        ([3, 1, 1], 3.9774, 1.1992, 1.8750, 1.8750, 1e-4),
        ([4, 1, 1], 5.0880, 1.1992, 1.1992, 3.5977, 1e-4),
        ([5, 1, 1], 6.2315, 1.1992, 2.9375, 8.8126, 1e-4),
        ([12, 1, 1], 14.49, 1.1992, 3.4155, 3.4155, 5e-3),
    ]

    @Test(arguments: table.indices)
    func theCellAcrossTheBeamAndThePeriodsAlongItAreThoseOfThePrototype(row: Int) throws {
        let expected = Self.table[row]
        let zone = MillerIndices(expected.zone[0], expected.zone[1], expected.zone[2])
        let crystal = try GalliumArsenide.crystal()
        let orientation = try Orientation(of: crystal.cell, zone: zone, up: GalliumArsenide.up)
        let cell = try CoincidentCell(of: crystal, orientation: orientation, twin: GalliumArsenide.twin())
        #expect(abs(cell.x / 10 - expected.x) < expected.digits)
        #expect(abs(cell.y / 10 - expected.y) < 1e-4)
        #expect(abs(cell.depthA / 10 - expected.a) < 1e-4)
        #expect(abs(cell.depthB / 10 - expected.b) < 1e-4)
    }

    /// x = a√198/2, y = a√18/2 and z = a√11 along [3 1 1].
    @Test func theDefaultCellHasItsClosedForm() throws {
        let crystal = try GalliumArsenide.crystal()
        let orientation = try Orientation(of: crystal.cell, zone: MillerIndices(3, 1, 1), up: GalliumArsenide.up)
        let cell = try CoincidentCell(of: crystal, orientation: orientation, twin: GalliumArsenide.twin())
        #expect(abs(cell.x - 5.6533 * 198.0.squareRoot() / 2) < 1e-9)
        #expect(abs(cell.y - 5.6533 * 18.0.squareRoot() / 2) < 1e-9)
        #expect(abs(cell.depthA - 5.6533 * 11.0.squareRoot()) < 1e-9)
    }

    @Test func aCrystalListedWithoutCentringHasTheSameCell() throws {
        let crystal = try GalliumArsenide.crystal()
        let rows = crystal.sites.map { "\($0.element) \($0.position.x) \($0.position.y) \($0.position.z)" }
        let listed = try CrystalStructure(cif: cif(atoms: rows), file: "listed.cif")
        let orientation = try Orientation(of: listed.cell, zone: MillerIndices(3, 1, 1), up: GalliumArsenide.up)
        let cell = try CoincidentCell(of: listed, orientation: orientation, twin: GalliumArsenide.twin())
        #expect(abs(cell.x - 5.6533 * 198.0.squareRoot() / 2) < 1e-9)
        // The primitive cubic crystal with the same cell has longer periods: [-2 3 3] and [0 -1 1], three times each in common.
        let primitive = try CrystalStructure(cif: cif(atoms: ["Po 0 0 0"]), file: "primitive.cif")
        let larger = try CoincidentCell(of: primitive, orientation: orientation, twin: GalliumArsenide.twin())
        #expect(abs(larger.x / cell.x - 2) < 1e-9)
        #expect(abs(larger.y / cell.y - 2) < 1e-9)
    }

    @Test func crystalsWithoutACommonCellSaySo() throws {
        let crystal = try GalliumArsenide.crystal()
        let orientation = try Orientation(of: crystal.cell, zone: MillerIndices(3, 1, 1), up: GalliumArsenide.up)
        let twin = try TwinLaw(axis: .direction(MillerIndices(1, -1, 1)), angle: Angle(37.3, "deg"))
        let error = #expect(throws: SpecimenError.self) {
            try CoincidentCell(of: crystal, orientation: orientation, twin: twin)
        }
        let message = try #require(error?.description)
        #expect(message.contains("no common cell below 30 nm: the crystals share no period along lab x"))
        #expect(message.contains("beam.strain: \""))
        let small = #expect(throws: SpecimenError.self) {
            try CoincidentCell(
                of: crystal, orientation: orientation, twin: GalliumArsenide.twin(), bound: Length(3.9, "nm"))
        }
        #expect(small?.description.contains("no common cell below 3.9 nm") == true)
    }

    private func cif(atoms: [String]) -> String {
        """
        data_listed
        _cell_length_a 5.6533
        _cell_length_b 5.6533
        _cell_length_c 5.6533
        _cell_angle_alpha 90
        _cell_angle_beta 90
        _cell_angle_gamma 90
        loop_
        _atom_site_type_symbol
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z

        """ + atoms.joined(separator: "\n")
    }
}
