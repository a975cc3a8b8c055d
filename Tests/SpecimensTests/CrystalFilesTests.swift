import FoundationEssentials
import Specimens
import TestSupport
import Testing

/// The crystals of Models/crystals against the literature.
@Suite struct CrystalFilesTests {
    struct Known: CustomTestStringConvertible {
        let file: String
        let atoms: Int
        /// Translations within the cell.
        let centring: Int
        /// g/cm³: W. M. Haynes (ed.), CRC Handbook of Chemistry and Physics, 95th ed.
        let density: Double
        /// Neighbours of the atom of `centre`: their number up to `within` Å and their mean distance.
        let centre: String
        let neighbours: Int
        let within: Double
        let bond: Double
        var testDescription: String { file }
    }

    /// Bonds from the lattice parameters in closed form: a/√2, a√3/4, a/2; Mg six at a and six at √(a²/3 + c²/4);
    /// quartz 1.605 and 1.614 Å, two each (Levien, Prewitt & Weidner 1980).
    static let all = [
        Known(
            file: "Al", atoms: 4, centring: 4, density: 2.70, centre: "Al", neighbours: 12, within: 3, bond: 2.8635),
        Known(
            file: "Au", atoms: 4, centring: 4, density: 19.3, centre: "Au", neighbours: 12, within: 3, bond: 2.8840),
        Known(file: "Si", atoms: 8, centring: 4, density: 2.329, centre: "Si", neighbours: 4, within: 3, bond: 2.3517),
        Known(file: "Ge", atoms: 8, centring: 4, density: 5.323, centre: "Ge", neighbours: 4, within: 3, bond: 2.4498),
        Known(
            file: "SrTiO3", atoms: 5, centring: 1, density: 5.11, centre: "Ti", neighbours: 6, within: 2, bond: 1.9525),
        Known(
            file: "Mg", atoms: 2, centring: 1, density: 1.74, centre: "Mg", neighbours: 12, within: 3.3, bond: 3.2028),
        Known(
            file: "quartz", atoms: 9, centring: 1, density: 2.648, centre: "Si", neighbours: 4, within: 2, bond: 1.6095),
    ]

    static func crystal(_ name: String) throws -> CrystalStructure {
        try CrystalStructure(contentsOf: Reference.checkout.appending(path: "Models/crystals/\(name).cif"))
    }

    @Test(arguments: all)
    func itHasTheDensityOfTheLiterature(known: Known) throws {
        let crystal = try Self.crystal(known.file)
        #expect(crystal.sites.count == known.atoms)
        #expect(crystal.centring.count == known.centring)
        let density = try #require(crystal.density)
        #expect(abs(density / known.density - 1) < 3e-3)
        #expect(crystal.doubts.isEmpty)
    }

    @Test(arguments: all)
    func itsAtomsHaveTheirNeighbours(known: Known) throws {
        let crystal = try Self.crystal(known.file)
        for centre in crystal.sites where centre.element.symbol == known.centre {
            var distances: [Double] = []
            for h in -2...2 {
                for k in -2...2 {
                    for l in -2...2 {
                        let shift: SIMD3<Double> = [Double(h), Double(k), Double(l)]
                        distances += crystal.sites.map {
                            length(crystal.cell.cartesian($0.position + shift - centre.position))
                        }
                    }
                }
            }
            let near = distances.filter { $0 > 1e-6 && $0 < known.within }
            #expect(near.count == known.neighbours)
            #expect(abs(near.reduce(0, +) / Double(near.count) - known.bond) < 1e-3)
        }
    }

    /// The product of two operations is an operation, modulo lattice translations, and each comes once.
    @Test(arguments: ["GaAs", "Al", "Au", "Si", "Ge", "SrTiO3", "Mg", "quartz"])
    func itsOperationsFormAGroup(file: String) throws {
        let url = Reference.checkout.appending(path: "Models/crystals/\(file).cif")
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("'") && $0.contains(",") }
        let operations = lines.compactMap { SymmetryOperation(text: String($0.dropFirst().dropLast())) }
        #expect(operations.count == lines.count)
        let keys = Set(operations.map(key))
        #expect(keys.count == operations.count)
        let products = operations.flatMap { a in
            operations.map { b in
                key(SymmetryOperation(linear: a.linear * b.linear, translation: a(b.translation)))
            }
        }
        #expect(Set(products) == keys)
    }

    /// Twenty-fourths hold every translation of the space groups.
    private func key(_ operation: SymmetryOperation) -> [Int] {
        let rows = [operation.linear.rows.0, operation.linear.rows.1, operation.linear.rows.2]
        let linear = rows.flatMap { row in (0..<3).map { Int(row[$0]) } }
        let translation = (0..<3).map { axis in
            let count = Int((operation.translation[axis] * 24).rounded())
            return ((count % 24) + 24) % 24
        }
        return linear + translation
    }

    /// On hexagonal axes U_eq = ⅓ [4/3 (U11 + U22 - U12) + U33].
    @Test func anisotropicDisplacementsBecomeTheirEquivalents() throws {
        let crystal = try Self.crystal("quartz")
        #expect(crystal.warnings.isEmpty)
        let tensors = ["Si": [0.00854, 0.00716, 0.00725, 0.00358], "O": [0.01745, 0.01322, 0.01229, 0.00973]]
        for site in crystal.sites {
            let u = try #require(tensors[site.element.symbol])
            let equivalent = (4.0 / 3 * (u[0] + u[1] - u[3]) + u[2]) / 3
            #expect(abs(site.b - 8 * Double.pi * .pi * equivalent) < 1e-9)
        }
    }

    @Test func aMissingDisplacementIsSaid() throws {
        let text = """
            data_SrTiO3
            _cell_length_a 3.905
            _cell_length_b 3.905
            _cell_length_c 3.905
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            _space_group_IT_number 221
            loop_
            _space_group_symop_operation_xyz
            'x, y, z'
            'z, x, y'
            'y, z, x'
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            _atom_site_B_iso_or_equiv
            Sr1 Sr 0   0   0   ?
            Ti1 Ti 0.5 0.5 0.5 ?
            O1  O  0.5 0.5 0   ?
            """
        let crystal = try CrystalStructure(cif: text, file: "SrTiO3.cif")
        #expect(crystal.warnings.count == 1)
        #expect(crystal.warnings[0].contains("no displacement parameter for Sr, Ti, O"))
    }
}
