import Glibc
import Quantities
import Specimens
import Testing

@Suite struct BendTests {
    @Test func theTiltChangesEvenlyAboutTheMiddleOfTheScan() throws {
        let tilts = try Bend(amount: Angle(12, "mrad"), axis: .angle(Angle(0, "deg")))
            .tilts(positions: 16, boundaryNormal: [1, 0, 1])
        #expect(tilts.count == 16)
        for (k, tilt) in tilts.enumerated() {
            // The axis is x: the beam tilts along y.
            #expect(abs(tilt.x) < 1e-15)
            #expect(abs(tilt.y - 0.012 * (Double(k) / 15 - 0.5)) < 1e-15)
        }
    }

    @Test func aboutTheTraceTheBeamTiltsAlongTheScan() throws {
        let tilts = try Bend(amount: Angle(10, "mrad")).tilts(positions: 3, boundaryNormal: [0.3, -0.4, 0.2])
        #expect(abs(tilts[2].x - 0.003) < 1e-15 && abs(tilts[2].y + 0.004) < 1e-15)
        #expect(tilts[0] == -tilts[2] && tilts[1] == .zero)
        let axis = try Angle(atan2(0.3, 0.4) * 180 / .pi, "deg")
        let turned = try Bend(amount: Angle(-10, "mrad"), axis: .angle(axis)).tilts(
            positions: 3, boundaryNormal: [1, 0, 0])
        #expect(abs(turned[2].x - tilts[2].x) < 1e-15 && abs(turned[2].y - tilts[2].y) < 1e-15)
    }

    @Test func aBoundaryAcrossTheBeamHasNoTrace() throws {
        let bend = try Bend(amount: Angle(10, "mrad"))
        #expect(throws: SpecimenError.self) { try bend.tilts(positions: 3, boundaryNormal: [0, 0, 1]) }
        #expect(throws: SpecimenError.self) { try Bend(amount: Angle(101, "mrad")) }
    }

    // 2π · 0.02 · 562.5 Å · 1 Å⁻¹ = 70.7 azimuths are needed; 1.4 times as many are 99.
    @Test func automaticAzimuthsAreTheNextMultipleOfFour() throws {
        #expect(try Precession(angle: Angle(20, "mrad"), thickness: Length(56.25, "nm")).azimuths == 100)
        #expect(try Precession(angle: Angle(40, "mrad"), thickness: Length(150, "nm")).azimuths == 528)
        #expect(try Precession(angle: Angle(1, "mrad"), thickness: Length(10, "nm")).azimuths == 8)
        #expect(try Precession(angle: Angle(0, "mrad"), thickness: Length(10, "nm")).azimuths == 1)
    }
}
