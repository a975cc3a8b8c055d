internal import Glibc

/// The reciprocal lattice of one oriented crystal, near the plane through the origin across the beam.
struct ZeroLayer: Sendable {
    /// From laboratory g (Å⁻¹) to hkl: the components g·a, g·b, g·c.
    private let toIndices: Matrix3
    private let toLab: Matrix3
    private let centring: [SIMD3<Double>]

    init(_ structure: CrystalStructure, placement: Matrix3) {
        toIndices = (placement * structure.cell.direct).transposed
        toLab = toIndices.inverse
        centring = structure.centring
    }

    /// The lattice point within `tolerance` (Å⁻¹) of g, unless centring forbids it.
    func indices(of g: SIMD3<Double>, tolerance: Double) -> MillerIndices? {
        let rounded = (toIndices * g).rounded(.toNearestOrEven)
        guard norm(toLab * rounded - g) <= tolerance else { return nil }
        let isForbidden = centring.contains { shift in
            let phase = dot(rounded, shift)
            return abs(phase - phase.rounded(.toNearestOrEven)) > 1e-6
        }
        return isForbidden ? nil : MillerIndices(Int(rounded.x), Int(rounded.y), Int(rounded.z))
    }
}

/// The angle between two lines, 0 to π/2 rad.
func angleBetweenLines(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    atan2(norm(cross(a, b)), abs(dot(a, b)))
}
