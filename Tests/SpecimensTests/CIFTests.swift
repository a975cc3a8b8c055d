import FoundationEssentials
import Specimens
import TestSupport
import Testing

@Suite struct CIFTests {
    static let hexagonal = """
        # A comment before the first block.
        data_empty
        _publ_note
        ;
        loop_ and _cell_length_a inside this text are no keys
        ;
        data_wurtzite  # zinc oxide
        _cell_length_a 3.2495(2)
        _cell_length_b 3.2495(2)
        _cell_length_c 5.2069(5)
        _cell_angle_alpha 90.
        _cell_angle_beta 90
        _cell_angle_gamma 120
        _chemical_name_common "zinc's oxide"
        _symmetry_space_group_name_H-M 'P 63 m c'
        loop_
          _symmetry_equiv_pos_site_id
          _symmetry_equiv_pos_as_xyz
          1 x,y,z
          2 '-y, x-y, z'
          3 "-x+y, -x, z"
          4 '-X, -Y, 1/2+Z'
          5 'y, -x+y, z+1/2'
          6 'x-y, x, z+0.5'
        loop_
          _atom_site_label
          _atom_site_type_symbol
          _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
          _atom_site_occupancy
          _atom_site_U_iso_or_equiv
          Zn1 Zn2+ 0.33333 0.66667 0 1.0 0.0080(3)
          O1 O2- 0.33333 0.66667(4) 0.3821(1) . ?
        """

    @Test func loopsQuotesCommentsAndUncertaintiesAreRead() throws {
        let crystal = try CrystalStructure(cif: Self.hexagonal, file: "zno.cif")
        #expect(crystal.name == "wurtzite")
        #expect(crystal.spaceGroup == "P 63 m c")
        #expect(crystal.cell.a == 3.2495)
        #expect(crystal.cell.c == 5.2069)
        #expect(crystal.sites.map(\.element.symbol) == ["Zn", "Zn", "O", "O"])
        // B = 8π²U.
        #expect(abs(crystal.sites[0].b - 8 * Double.pi * .pi * 0.008) < 1e-12)
        #expect(crystal.sites[2].occupancy == 1)
        #expect(crystal.warnings.count == 1)
        #expect(crystal.warnings[0].contains("no displacement parameter for O:"))
        // Zinc oxide has a bond of 1.99 Å along c: u c.
        #expect(abs(crystal.sites[2].position.z * crystal.cell.c - 1.9896) < 1e-3)
    }

    /// Density of GaAs 5.318 g/cm³ (Blakemore 1982: 5.3174), atomic masses of IUPAC, bond a√3/4 = 2.448 Å.
    @Test func galliumArsenideHasTheDensityAndBondLengthOfTheLiterature() throws {
        let crystal = try GalliumArsenide.crystal()
        #expect(crystal.sites.count == 8)
        #expect(crystal.warnings.isEmpty)
        let masses = ["Ga": 69.723, "As": 74.9216]
        let mass = crystal.sites.reduce(0) { $0 + (masses[$1.element.symbol] ?? 0) } * 1.66053907e-24
        #expect(abs(mass / (crystal.cell.volume * 1e-24) - 5.318) < 2e-3)

        let gallium = try #require(crystal.sites.first { $0.element.symbol == "Ga" })
        let distances = crystal.sites.filter { $0.element.symbol == "As" }.map { site in
            let difference = site.position - gallium.position
            return length(crystal.cell.cartesian(difference - difference.rounded(.toNearestOrEven)))
        }
        #expect(distances.count == 4)
        #expect(distances.allSatisfy { abs($0 - 2.448) < 1e-4 })
        #expect(Set(crystal.sites.map { "\($0.element) \($0.b)" }) == ["Ga 0.68", "As 0.56"])
    }

    @Test(arguments: [
        ("_cell_length_c 5.2069(5)", "", "zno.cif: _cell_length_c is missing; add it to the data block"),
        ("_cell_length_c 5.2069(5)", "_cell_length_c 5.2x", "_cell_length_c: \"5.2x\" is no number"),
        ("_cell_length_c 5.2069(5)", "_cell_length_c nan", "_cell_length_c: \"nan\" is no number"),
        ("_cell_length_c 5.2069(5)", "_cell_length_c -5", "zno.cif: unit cell: an edge is not positive"),
        ("_cell_angle_gamma 120", "_cell_angle_gamma 190", "zno.cif: unit cell: the angles enclose no volume"),
        ("0.66667(4)", "?", "_atom_site_fract_y of O1 is missing"),
        ("0.66667(4)", "0.6(4", "_atom_site_fract_y of O1: \"0.6(4\" is no number"),
        ("Zn1 Zn2+", "Qq1 Qq", "_atom_site_type_symbol: \"Qq\" is no element"),
        ("1/2+Z", "1/2+Q", "\"-X, -Y, 1/2+Q\" is no symmetry operation"),
        ("'-y, x-y, z'", "'-y, x-y'", "\"-y, x-y\" is no symmetry operation"),
        ("'-y, x-y, z'", "'x, x, z'", "\"x, x, z\" is no symmetry operation"),
        ("_atom_site_fract_z", "_atom_site_other", "_atom_site_fract_z of Zn1 is missing"),
        ("_atom_site_fract_x", "_atom_site_other", "the loop of atoms is missing"),
        ("0.3821(1) . ?", "0.3821(1) .", "loop of _atom_site_label: 13 values do not fill rows of 7"),
        ("0.66667 0 1.0", "0.66667 0 1.7", "_atom_site_occupancy of Zn1: 1.7 is out of range"),
        ("'-X, -Y, 1/2+Z'", "'-X, -Y, 1/2+Z", "line 22: a quote is not closed"),
        ("data_empty", "", "no data block yet"),
        ("inside this text are no keys\n;", "", "is not closed"),
    ])
    func aBrokenFileIsRefusedInOneLine(original: String, broken: String, message: String) throws {
        #expect(Self.hexagonal.contains(original))
        let text = Self.hexagonal.replacing(original, with: broken)
        let error = #expect(throws: SpecimenError.self) { try CrystalStructure(cif: text, file: "zno.cif") }
        let description = try #require(error?.description)
        #expect(description.contains(message))
        #expect(description.hasPrefix("zno.cif: "))
        #expect(!description.contains("\n"))
    }

    @Test func aSpaceGroupWithoutItsOperationsIsRefused() throws {
        let text = String(Self.cubic).replacing("GROUP", with: "'F -4 3 m'")
        let error = #expect(throws: SpecimenError.self) { try CrystalStructure(cif: text, file: "GaAs.cif") }
        #expect(error == .operationsMissing(file: "GaAs.cif", spaceGroup: "F -4 3 m"))
        #expect(error?.description.contains("add a _space_group_symop_operation_xyz loop") == true)
    }

    @Test func aListOfAtomsInP1IsReadWithWarnings() throws {
        let crystal = try CrystalStructure(cif: Self.cubic.replacing("GROUP", with: "'P 1'"), file: "GaAs.cif")
        #expect(crystal.sites.count == 5)
        #expect(crystal.warnings.count == 2)
        #expect(crystal.warnings.contains { $0.contains("P 1 with 5 atoms") })
        #expect(crystal.warnings.contains { $0.contains("no displacement parameter") })
    }

    @Test func aFileThatIsNotThereIsNamed() throws {
        let error = #expect(throws: SpecimenError.self) {
            try CrystalStructure(contentsOf: Reference.checkout.appending(path: "Models/crystals/none.cif"))
        }
        #expect(error?.description.contains("none.cif: the file cannot be read") == true)
    }

    @Test(arguments: [
        ("Ga1 0 0 0", "Ga1 1e300 0 0", "_atom_site_fract_x of Ga1: 1e300 is out of range"),
        ("_cell_length_a 5.65", "_cell_length_a 1e300", "an edge is not between 0.1 and 100000 Å"),
        ("loop_\n_atom", "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'x+1e400,y,z'\nloop_\n_atom", "x+1e400,y,z"),
    ])
    func numbersBeyondAnyCrystalAreRefused(original: String, broken: String, message: String) throws {
        let text = Self.cubic.replacing("GROUP", with: "'P 1'")
        #expect(text.contains(original))
        let error = #expect(throws: SpecimenError.self) {
            try CrystalStructure(cif: text.replacing(original, with: broken), file: "a.cif")
        }
        #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    }

    /// All pairs of these would take minutes; the positions are a plain lattice, so that their number is known.
    @Test func aLargeCellIsReadInSeconds() throws {
        let side = 40
        let atoms = (0..<side * side * side).map { index in
            "Ga \(Double(index % side) / 40) \(Double(index / side % side) / 40) \(Double(index / side / side) / 40)"
        }
        let text = Self.cubic.replacing("GROUP", with: "'P 1'").replacing("length_a 5.65", with: "length_a 160")
            .replacing("length_b 5.65", with: "length_b 160").replacing("length_c 5.65", with: "length_c 160")
            .replacing("Ga1 0 0 0\n", with: atoms.joined(separator: "\n") + "\n")
        var read: CrystalStructure?
        #expect(try processorSeconds { read = try CrystalStructure(cif: text, file: "large.cif") } < 60)
        let crystal = try #require(read)
        // The three Ga of the small cell fall on points of the lattice; its As falls on one, too, and overlaps.
        #expect(crystal.sites.count == side * side * side + 1)
        #expect(crystal.doubts.contains { $0.contains("Ga and As are 0.0 Å apart") })
    }

    private static let cubic = """
        data_GaAs
        _symmetry_space_group_name_H-M GROUP
        _cell_length_a 5.65
        _cell_length_b 5.65
        _cell_length_c 5.65
        _cell_angle_alpha 90
        _cell_angle_beta 90
        _cell_angle_gamma 90
        loop_
        _atom_site_label
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        Ga1 0 0 0
        Ga2 0 0.5 0.5
        Ga3 0.5 0 0.5
        Ga4 0.5 0.5 0
        As1 0.25 0.25 0.25
        """
}
