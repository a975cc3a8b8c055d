package import Specimens

/// The translations within a rectangular cell that leave every slice of a stack as it is: multiples of
/// (shift/order · Lx, 1/order · Ly).
///
/// A cell is rectangular for the sake of the transforms and often holds several primitive cells of what is periodic in
/// it: six for the [311] bicrystal with the 180° twin, whose shared lattice is oblique. A plane wave that enters along
/// the beam keeps these translations, so only the beams (h, k) with h·shift + k divisible by `order` are ever there.
package struct SharedPeriod: Sendable, Equatable {
    package let order: Int
    package let shift: Int

    package static let wholeCell = SharedPeriod(order: 1, shift: 0)

    package init(order: Int, shift: Int) {
        self.order = order
        self.shift = shift
    }

    /// The finest period that all slices share and that a grid of nx × ny points can follow.
    package init(of slices: [[PeriodicSlab.Atom]], on grid: ReciprocalGrid) {
        let orders = (2...Self.largestOrder).reversed().filter { grid.nx % $0 == 0 && grid.ny % $0 == 0 }
        self =
            orders.lazy.compactMap {
                Self.period(of: slices, order: $0, lengthX: grid.lengthX, lengthY: grid.lengthY)
            }.first ?? .wholeCell
    }

    /// The periods that all slices share, finest first, the whole cell last.
    package static func all(of slices: [[PeriodicSlab.Atom]], lengthX: Double, lengthY: Double) -> [SharedPeriod] {
        (2...largestOrder).reversed().compactMap {
            period(of: slices, order: $0, lengthX: lengthX, lengthY: lengthY)
        } + [.wholeCell]
    }

    private static func period(
        of slices: [[PeriodicSlab.Atom]], order: Int, lengthX: Double, lengthY: Double
    ) -> SharedPeriod? {
        let found = (0..<order).first { shift in
            let dx = Double(shift) / Double(order) * lengthX
            return slices.allSatisfy { repeats($0, dx, lengthY / Double(order), lengthX, lengthY) }
        }
        return found.map { SharedPeriod(order: order, shift: $0) }
    }

    private static let largestOrder = 64
    /// Positions nearer than this are the same, Å.
    private static let tolerance = 1e-6

    /// Whether every atom finds its like one translation further.
    private static func repeats(
        _ atoms: [PeriodicSlab.Atom], _ dx: Double, _ dy: Double, _ lengthX: Double, _ lengthY: Double
    ) -> Bool {
        func apart(_ difference: Double, _ period: Double) -> Double {
            abs(difference - (difference / period).rounded() * period)
        }
        return atoms.allSatisfy { atom in
            atoms.contains { other in
                apart(other.position.x - atom.position.x - dx, lengthX) < tolerance
                    && apart(other.position.y - atom.position.y - dy, lengthY) < tolerance
                    && abs(other.position.z - atom.position.z) < tolerance
                    && other.element == atom.element && other.b == atom.b && other.occupancy == atom.occupancy
            }
        }
    }
}
