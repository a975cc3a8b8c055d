/// The cells of common crystals at room temperature.
struct KnownCell {
    let formula: String
    let sites: Int
    /// a and c, Å.
    let a: Double
    var c: Double?

    /// Lattice parameters from W. M. Haynes (ed.), CRC Handbook of Chemistry and Physics, 95th ed. (2014), 4-163 and 12-80.
    static let all = [
        KnownCell(formula: "Al", sites: 4, a: 4.0496), KnownCell(formula: "Cu", sites: 4, a: 3.6146),
        KnownCell(formula: "Ag", sites: 4, a: 4.0857), KnownCell(formula: "Au", sites: 4, a: 4.0782),
        KnownCell(formula: "Ni", sites: 4, a: 3.5240), KnownCell(formula: "Pd", sites: 4, a: 3.8903),
        KnownCell(formula: "Pt", sites: 4, a: 3.9236), KnownCell(formula: "Pb", sites: 4, a: 4.9502),
        KnownCell(formula: "Fe", sites: 2, a: 2.8665), KnownCell(formula: "Cr", sites: 2, a: 2.8848),
        KnownCell(formula: "Mo", sites: 2, a: 3.1470), KnownCell(formula: "W", sites: 2, a: 3.1651),
        KnownCell(formula: "C", sites: 8, a: 3.5669), KnownCell(formula: "Si", sites: 8, a: 5.4310),
        KnownCell(formula: "Ge", sites: 8, a: 5.6575), KnownCell(formula: "Mg", sites: 2, a: 3.2094, c: 5.2107),
        KnownCell(formula: "Ti", sites: 2, a: 2.9506, c: 4.6835),
        KnownCell(formula: "Zn", sites: 2, a: 2.6650, c: 4.9470),
        KnownCell(formula: "As Ga", sites: 8, a: 5.6533), KnownCell(formula: "As In", sites: 8, a: 6.0584),
        KnownCell(formula: "In P", sites: 8, a: 5.8687), KnownCell(formula: "Ga P", sites: 8, a: 5.4505),
        KnownCell(formula: "Al As", sites: 8, a: 5.6605), KnownCell(formula: "Cl Na", sites: 8, a: 5.6402),
        KnownCell(formula: "Mg O", sites: 8, a: 4.2112), KnownCell(formula: "O3 Sr Ti", sites: 5, a: 3.905),
        KnownCell(formula: "O2 Si", sites: 9, a: 4.9134, c: 5.4052),
        KnownCell(formula: "O Zn", sites: 4, a: 3.2495, c: 5.2069),
        KnownCell(formula: "Ga N", sites: 4, a: 3.190, c: 5.189),
    ]

    /// A line where the cell's volume is that of the known crystal but for more than 0.5 % in length.
    ///
    /// Another setting of the cell has another number of atoms or another shape, and is not compared; nor is what differs
    /// by more than 10 %, which is another crystal.
    static func doubt(about crystal: CrystalStructure) -> String? {
        guard let known = all.first(where: { $0.formula == crystal.formula && $0.sites == crystal.sites.count }) else {
            return nil
        }
        let lengths = [("a", crystal.cell.a, known.a), ("c", crystal.cell.c, known.c ?? known.a)]
        let changes = lengths.map { ($0.0, $0.1, $0.2, $0.1 / $0.2 - 1) }
        guard let worst = changes.max(by: { abs($0.3) < abs($1.3) }), changes.allSatisfy({ abs($0.3) < 0.1 }),
            abs(worst.3) > 0.005
        else { return nil }
        let percent = "\((abs(worst.3) * 1000).rounded() / 10) % too \(worst.3 > 0 ? "large" : "small")"
        return "\(worst.0) = \(worst.1) Å is \(percent): \(crystal.formula) has \(worst.2) Å at room temperature; "
            + "calculated cells are often too large"
    }
}
