import Formats
import Quantities
import Specimens
import TestSupport
import Testing

@Suite struct OrientationTests {
    @Test func theRotationsAreThoseOfThePrototype() throws {
        let crystal = try GalliumArsenide.crystal()
        let orientation = try Orientation(of: crystal.cell, zone: MillerIndices(3, 1, 1), up: GalliumArsenide.up)
        let turned = orientation.rotation * (try GalliumArsenide.twin().placement(of: crystal.cell, on: crystal.cell))
        for (matrix, name) in [(orientation.rotation, "R1"), (turned, "R2")] {
            let expected = try Reference.array("multislice/bicrystal_311_atoms.\(name).npy").values
            let rows = [matrix.rows.0, matrix.rows.1, matrix.rows.2]
            for row in 0..<3 {
                for column in 0..<3 { #expect(abs(rows[row][column] - expected[3 * row + column]) < 1e-12) }
            }
        }
    }

    /// [1 2 0] is perpendicular to [1 0 0] in a hexagonal cell, as [0 1 0] is not.
    @Test func obliqueCellsAreOrientedThroughTheirEdges() throws {
        let cell = try UnitCell(a: 3, b: 3, c: 5, gamma: 2 * .pi / 3)
        let orientation = try Orientation(of: cell, zone: MillerIndices(1, 0, 0), up: MillerIndices(1, 2, 0))
        // x = y × z = -c for z along a and y along a + 2b.
        #expect(length(orientation.x - [0, 0, -1]) < 1e-12)
        #expect(length(orientation.y - [0, 1, 0]) < 1e-12)
        let error = #expect(throws: SpecimenError.self) {
            try Orientation(of: cell, zone: MillerIndices(1, 0, 0), up: MillerIndices(0, 1, 0))
        }
        #expect(error?.description.contains("use [1 2 0], for example") == true)
    }

    @Test func directionsOfZeroAreRefused() throws {
        let cell = try UnitCell(a: 3, b: 3, c: 5)
        #expect(throws: SpecimenError.zeroDirection(key: "zone")) {
            try Orientation(of: cell, zone: MillerIndices(0, 0, 0), up: MillerIndices(0, 1, 0))
        }
        #expect(throws: SpecimenError.zeroDirection(key: "axis")) {
            try TwinLaw(axis: .direction(MillerIndices(0, 0, 0)), angle: Angle(180, "deg"))
        }
    }

    /// The normal of (1 0 1) in a tetragonal cell is not [1 0 1] but [1/a² 0 1/c²].
    @Test func aTwinAxisMayBeThePlaneNormal() throws {
        let cell = try UnitCell(a: 4, b: 4, c: 2)
        let law = try TwinLaw(axis: .planeNormal(MillerIndices(1, 0, 1)), angle: Angle(180, "deg"))
        let expected = SIMD3<Double>(1.0 / 4, 0, 1.0 / 2)
        #expect(length(law.boundaryNormal(in: cell) - expected / length(expected)) < 1e-12)
    }

    @Test func aRotationKeepsItsAxisAndTurnsByItsAngle() throws {
        let cell = try UnitCell(a: 4, b: 4, c: 4)
        let law = try TwinLaw(axis: .direction(MillerIndices(1, 1, 1)), angle: Angle(120, "deg"))
        // 120° about [1 1 1], right-handed, carries x to y.
        #expect(length(law.placement(of: cell, on: cell) * [1, 0, 0] - [0, 1, 0]) < 1e-12)
        #expect(length(law.placement(of: cell, on: cell) * [1, 1, 1] - [1, 1, 1]) < 1e-12)
    }
}
