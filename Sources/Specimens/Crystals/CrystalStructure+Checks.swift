extension CrystalStructure {
    /// Mass over volume, g/cm³; nil where an element has no stable mass in the table.
    public var density: Double? {
        var mass = 0.0
        for site in sites {
            guard let atom = site.element.mass else { return nil }
            mass += atom * site.occupancy
        }
        // 1.66053907 g/cm³ is one dalton in Å³ (CODATA 2018).
        return mass * 1.66053907 / cell.volume
    }

    /// The number of atoms of each element, occupancies counted, divided by what they have in common: "As Ga", "O3 Sr Ti".
    public var formula: String {
        let sums = Dictionary(grouping: sites, by: \.element).mapValues { $0.reduce(0) { $0 + $1.occupancy } }
        let whole = sums.values.allSatisfy { abs($0 - $0.rounded()) < 1e-6 }
        let divisor = whole ? Double(sums.values.map { Int($0.rounded()) }.reduce(0, greatestCommonDivisor)) : 1
        return sums.sorted { $0.key.symbol < $1.key.symbol }.map { element, sum in
            let count = sum / max(divisor, 1)
            if count == 1 { return element.symbol }
            return element.symbol
                + (count == count.rounded() ? "\(Int(count))" : "\((count * 1000).rounded() / 1000)")
        }.joined(separator: " ")
    }

    /// What is wrong or doubtful with the atoms and the cell, one line each: no atoms, atoms closer than 0.5 Å, a cell far
    /// from the known one.
    public var doubts: [String] {
        guard !sites.isEmpty else { return ["the cell is empty: no atoms, nothing scatters"] }
        return [overlap, KnownCell.doubt(about: self)].compactMap(\.self)
    }

    /// The closest pair of atoms, where it is closer than 0.5 Å and is no pair that shares a site.
    private var overlap: String? {
        // Closer than 0.5 Å is closer than that along the normal of each face, too.
        let normals = cell.reciprocalBasis.map(norm)
        var grid = PositionGrid(reach: 0.5 * SIMD3(normals[0], normals[1], normals[2]))
        for (index, site) in sites.enumerated() {
            defer { grid.add(index, at: site.position) }
            for other in grid.candidates(near: site.position).sorted().map({ sites[$0] }) {
                let difference = other.position - site.position
                let distance = norm(cell.cartesian(difference - difference.rounded(.toNearestOrEven)))
                let isShared = distance < 0.01 && site.occupancy + other.occupancy <= 1.001
                if distance < 0.5, !isShared {
                    return "\(other.element) and \(site.element) are \((distance * 1000).rounded() / 1000) Å apart: "
                        + "atoms overlap; correct positions, occupancies or symmetry operations"
                }
            }
        }
        return nil
    }
}
