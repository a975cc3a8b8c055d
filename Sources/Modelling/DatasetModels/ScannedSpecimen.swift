package import Datasets
package import Detection
internal import Multislice
package import Quantities
package import Specimens

/// What the beam meets at each position of a scan: stacks of layers, each a whole number of units of one crystal.
public struct ScannedSpecimen: Sendable {
    /// So many units of one crystal.
    public struct Layer: Sendable, Hashable {
        /// Index into `crystals`.
        public let crystal: Int
        public let units: Int

        public init(crystal: Int, units: Int) {
            self.crystal = crystal
            self.units = units
        }
    }

    /// Blocks over one common cell.
    package let crystals: [PeriodicSlab]
    /// Names of the end members, one for each crystal; none where a dataset has no truth.
    package let members: [String]
    /// Thickness of a unit.
    package let unit: Length
    /// Layers from the top down, for each position.
    package let stacks: [[Layer]]
    /// The axis along the scan.
    package let axis: Axis
    /// Which reflections a beam (kx, ky in Å⁻¹) is; empty for double diffraction.
    package let label: @Sendable (_ kx: Double, _ ky: Double) -> String
    /// What a reader should know of the crystals.
    package let warnings: [String]
    /// Angle of the beam to the zone axis at each position, beyond the illumination's, rad; nil where there is none.
    package var localTilts: [SIMD2<Double>]?
    /// What else is known of every position, by name, in the units of `GroundTruth.fieldUnits`.
    package var fields: [String: [Double]] = [:]
    /// How the pattern of an end member follows from the positions where it is alone.
    package var purePattern = Scan.PurePattern.first

    func plan(slicesPerUnit: Int) throws(MultisliceError) -> StackPlan {
        try StackPlan(
            stacks.map { $0.map { .init(crystal: $0.crystal, slices: $0.units * slicesPerUnit) } },
            crystals: crystals.count, localTilts: localTilts)
    }

    private func units(at position: Int) -> Int { stacks[position].reduce(0) { $0 + $1.units } }

    /// Thickness at every position, Å.
    package var thickness: [Double] { stacks.indices.map { unit.value * Double(units(at: $0)) } }

    /// Member × position: the share of the thickness. The last member has what the others leave.
    package var abundances: [[Double]] {
        guard let last = members.indices.last else { return [] }
        let shares = members.indices.map { member in
            stacks.indices.map { position in
                let own = stacks[position].reduce(0) { $0 + ($1.crystal == member ? $1.units : 0) }
                return Double(own) / Double(units(at: position))
            }
        }
        guard last > 0 else { return shares }
        let rest = stacks.indices.map { position in 1 - shares[..<last].reduce(0) { $0 + $1[position] } }
        return shares[..<last] + [rest]
    }
}

extension ScannedSpecimen {
    /// Axis of a scan with positions `step` Å apart.
    static func axis(step: Double) -> Axis { Axis(name: "x", scale: step / 10, offset: 0, units: "nm") }
}

extension Bicrystal {
    var label: @Sendable (Double, Double) -> String {
        { kx, ky in
            let label = beamLabel(kx: kx, ky: ky)
            return label.a == nil && label.b == nil ? "" : label.description
        }
    }
}

extension CrystalSlab {
    var label: @Sendable (Double, Double) -> String {
        { kx, ky in reflection(kx: kx, ky: ky).map { "A \($0)" } ?? "" }
    }
}
