/// A crystal: its cell and every atom in it, symmetry already expanded.
public struct CrystalStructure: Sendable, Equatable {
    /// An atom of the cell.
    public struct Site: Sendable, Equatable {
        public let element: Element
        /// Position in units of the cell's edges, 0 ≤ x, y, z < 1.
        public let position: SIMD3<Double>
        public let occupancy: Double
        /// The isotropic Debye-Waller factor B = 8π²⟨u²⟩, Å².
        public let b: Double

        public init(element: Element, position: SIMD3<Double>, occupancy: Double = 1, b: Double = 0) {
            self.element = element
            self.position = wrapped(position)
            self.occupancy = occupancy
            self.b = b
        }
    }

    public let name: String
    /// The Hermann-Mauguin symbol as the file has it, such as "F -4 3 m".
    public let spaceGroup: String
    public let cell: UnitCell
    public let sites: [Site]
    /// What a reader of the file should know, one line each.
    public let warnings: [String]

    public init(name: String, spaceGroup: String = "P 1", cell: UnitCell, sites: [Site], warnings: [String] = []) {
        self.name = name
        self.spaceGroup = spaceGroup
        self.cell = cell
        self.sites = sites
        self.warnings = warnings
    }

    /// The same crystal with other Debye-Waller factors (Å²) for the elements named.
    public func replacingB(_ values: [Element: Double]) -> CrystalStructure {
        let replaced = sites.map { site in
            Site(
                element: site.element, position: site.position, occupancy: site.occupancy,
                b: values[site.element] ?? site.b)
        }
        return CrystalStructure(name: name, spaceGroup: spaceGroup, cell: cell, sites: replaced, warnings: warnings)
    }

    /// The same crystal with so much more that a reader should know.
    public func warning(of more: [String]) -> CrystalStructure {
        CrystalStructure(name: name, spaceGroup: spaceGroup, cell: cell, sites: sites, warnings: warnings + more)
    }
}

/// The same position with 0 ≤ x, y, z < 1; what is within rounding of 1 counts as 0.
func wrapped(_ position: SIMD3<Double>) -> SIMD3<Double> {
    var result = position - position.rounded(.down)
    for axis in 0..<3 where result[axis] > 1 - 1e-9 { result[axis] = 0 }
    return result
}

/// The largest difference of two fractional positions along an axis, modulo lattice translations.
func separation(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    let difference = a - b
    let nearest = difference - difference.rounded(.toNearestOrEven)
    return max(abs(nearest.x), abs(nearest.y), abs(nearest.z))
}
