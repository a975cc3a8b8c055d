/// A block of crystal that repeats across the beam and along it, in laboratory axes.
public struct PeriodicSlab: Sendable, Equatable {
    /// An atom of the block.
    public struct Atom: Sendable, Equatable {
        /// Laboratory x, y, z in Å, inside the block: 0 ≤ x < cellX, 0 ≤ y < cellY, 0 ≤ z < depth.
        public let position: SIMD3<Double>
        public let element: Element
        public let occupancy: Double
        /// Debye-Waller factor, Å².
        public let b: Double

        public init(position: SIMD3<Double>, element: Element, occupancy: Double = 1, b: Double = 0) {
            self.position = position
            self.element = element
            self.occupancy = occupancy
            self.b = b
        }
    }

    /// Å.
    public let cellX: Double
    /// Å.
    public let cellY: Double
    /// The period along the beam, Å.
    public let depth: Double
    public let atoms: [Atom]

    public init(cellX: Double, cellY: Double, depth: Double, atoms: [Atom]) {
        self.cellX = cellX
        self.cellY = cellY
        self.depth = depth
        self.atoms = atoms
    }

    /// The crystal's atoms in a block whose sides are translations of the crystal.
    ///
    /// - Parameter placement: from crystal Cartesian to laboratory axes, a rotation but for a slight strain; the cell's origin is the block's corner.
    package init(
        of structure: CrystalStructure, rotation placement: Matrix3, cellX: Double, cellY: Double, depth: Double
    ) {
        let toLab = placement * structure.cell.direct
        let size: SIMD3<Double> = [cellX, cellY, depth]
        let (low, high) = Self.range(of: size, in: toLab.inverse)
        var atoms: [Atom] = []
        for h in low.h...high.h {
            for k in low.k...high.k {
                for l in low.l...high.l {
                    let shift = MillerIndices(h, k, l).vector
                    for site in structure.sites {
                        guard let position = Self.inside(toLab * (site.position + shift), size) else { continue }
                        atoms.append(
                            Atom(position: position, element: site.element, occupancy: site.occupancy, b: site.b))
                    }
                }
            }
        }
        self.init(cellX: cellX, cellY: cellY, depth: depth, atoms: atoms)
    }

    /// The unit cells that reach into the block, from its eight corners in fractional coordinates.
    private static func range(
        of size: SIMD3<Double>, in toFractional: Matrix3
    ) -> (low: MillerIndices, high: MillerIndices) {
        var low = SIMD3<Double>.zero
        var high = SIMD3<Double>.zero
        for corner in 0..<8 {
            let point: SIMD3<Double> = [
                corner & 1 == 0 ? 0 : size.x, corner & 2 == 0 ? 0 : size.y, corner & 4 == 0 ? 0 : size.z,
            ]
            let fractional = toFractional * point
            low = pointwiseMin(low, fractional)
            high = pointwiseMax(high, fractional)
        }
        return (
            MillerIndices(Int(low.x.rounded(.down)) - 1, Int(low.y.rounded(.down)) - 1, Int(low.z.rounded(.down)) - 1),
            MillerIndices(Int(high.x.rounded(.up)), Int(high.y.rounded(.up)), Int(high.z.rounded(.up)))
        )
    }

    /// The position when it lies in the half-open block. An atom on a face belongs to the lower one, so what rounding
    /// has put just outside 0 is put on it, and what lies just below the upper face is its copy and left out.
    private static func inside(_ position: SIMD3<Double>, _ size: SIMD3<Double>) -> SIMD3<Double>? {
        let rounding = 1e-6
        var result = position
        for axis in 0..<3 {
            guard position[axis] > -rounding, position[axis] < size[axis] - rounding else { return nil }
            if position[axis] < rounding { result[axis] = 0 }
        }
        return result
    }
}
