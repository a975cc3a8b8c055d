/// The isotropic equivalents of the anisotropic displacement parameters of a CIF data block.
struct AnisotropicDisplacements {
    /// B_eq in Å² by the label of the atom.
    let equivalents: [String: Double]

    /// Reads U_ij or B_ij = 8π² U_ij; an atom that lacks one of the six has no equivalent.
    init(_ block: CIFDocument.Block, file: String, cell: UnitCell) throws(SpecimenError) {
        let reader = CIFReader(file: file)
        var equivalents: [String: Double] = [:]
        for (letter, scale) in [("b", 1), ("u", 8 * Double.pi * .pi)] {
            for row in block.rows(with: "_atom_site_aniso_\(letter)_11") {
                guard let label = row["_atom_site_aniso_label"] else { continue }
                var values: [Double] = []
                for indices in ["11", "22", "33", "23", "13", "12"] {
                    let key = "_atom_site_aniso_\(letter)_\(indices)"
                    guard let text = row[key] else { break }
                    values.append(try reader.number(text, key: "\(key) of \(label)"))
                }
                guard values.count == 6 else { continue }
                let b = scale * Self.equivalent(values, in: cell)
                guard b >= 0 else {
                    throw .outOfRange(
                        file: file, key: "_atom_site_aniso_\(letter)_11 of \(label)", text: "\(b) on average",
                        allowed: "of 0 or more")
                }
                equivalents[label] = b
            }
        }
        self.equivalents = equivalents
    }

    /// U_eq = ⅓ Σ_ij U_ij a*_i a*_j a_i·a_j (Fischer & Tillmanns 1988, Acta Cryst. C44, 775).
    private static func equivalent(_ values: [Double], in cell: UnitCell) -> Double {
        let tensor = [
            [values[0], values[5], values[4]], [values[5], values[1], values[3]], [values[4], values[3], values[2]],
        ]
        let edges = cell.directBasis
        let reciprocal = cell.reciprocalBasis.map(norm)
        var sum = 0.0
        for i in 0..<3 {
            for j in 0..<3 { sum += tensor[i][j] * reciprocal[i] * reciprocal[j] * dot(edges[i], edges[j]) }
        }
        return sum / 3
    }
}
