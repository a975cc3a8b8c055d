import FoundationEssentials
import Quantities
import Specimens
import TestSupport

/// The project's own GaAs and its (1 -1 1) twin, which most tests begin with.
enum GalliumArsenide {
    static func crystal() throws -> CrystalStructure {
        try CrystalStructure(contentsOf: Reference.checkout.appending(path: "Models/crystals/GaAs.cif"))
    }

    static func twin() throws -> TwinLaw {
        try TwinLaw(axis: .direction(MillerIndices(1, -1, 1)), angle: Angle(180, "deg"))
    }

    static let up = MillerIndices(0, -1, 1)

    static func bicrystal(zone: MillerIndices = MillerIndices(3, 1, 1)) throws -> Bicrystal {
        let crystal = try crystal()
        let orientation = try Orientation(of: crystal.cell, zone: zone, up: up)
        return try Bicrystal(of: crystal, orientation: orientation, twin: twin())
    }
}

func length(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum().squareRoot() }
