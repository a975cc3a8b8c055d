import Glibc
import Quantities
import Specimens
import Testing

@Suite struct InstrumentTests {
    @Test func valuesOutOfRangeAreRefused() throws {
        #expect(throws: SpecimenError.self) { try Instrument(energy: Energy(0.5, "kV")) }
        #expect(throws: SpecimenError.self) { try Instrument(energy: Energy(6000, "kV")) }
        #expect(throws: SpecimenError.self) { try Precession(angle: Angle(101, "mrad"), azimuths: 8) }
        #expect(throws: SpecimenError.self) { try Precession(angle: Angle(-1, "mrad"), azimuths: 8) }
        for azimuths in [0, 100_001] {
            #expect(throws: SpecimenError.azimuthsOutOfRange(azimuths)) {
                try Precession(angle: Angle(10, "mrad"), azimuths: azimuths)
            }
        }
        // 2.8 π 0.1 · 1.2e5 = 105558, rounded up to a multiple of four.
        #expect(throws: SpecimenError.azimuthsOutOfRange(105_560)) {
            try Precession(angle: Angle(100, "mrad"), thickness: Length(12, "um"))
        }
        #expect(throws: SpecimenError.self) { try LineScanStack(unit: Length(-1, "nm"), units: 15) }
        #expect(throws: SpecimenError.tooFewUnits(0)) { try LineScanStack(unit: Length(1, "nm"), units: 0) }
    }

    @Test func azimuthsStartOnXAndGoRoundTheCone() throws {
        let tilts = try Precession(angle: Angle(10, "mrad"), azimuths: 4).tilts
        let expected: [SIMD2<Double>] = [[0.01, 0], [0, 0.01], [-0.01, 0], [0, -0.01]]
        for (tilt, wanted) in zip(tilts, expected) { #expect(abs(tilt.x - wanted.x) + abs(tilt.y - wanted.y) < 1e-15) }
        #expect(tilts.count == 4)
        #expect(try Precession(angle: Angle(0, "mrad"), azimuths: 200).tilts == [.zero])
    }

    @Test func thePositionsOfALineScanGoFromBToA() throws {
        let stack = try LineScanStack(unit: Length(3.75, "nm"), units: 15)
        #expect(stack.positions == 16)
        #expect(stack.fractionOfA(at: 0) == 0)
        #expect(stack.fractionOfA(at: 3) == 0.2)
        #expect(stack.fractionOfA(at: 15) == 1)
    }

    /// The normal and the beam enclose θ, so the boundary sinks by t over t cot θ.
    @Test func theStepOfTheScanIsTheWayOverWhichTheBoundarySinksByOneUnit() throws {
        let stack = try LineScanStack(unit: Length(3.75, "nm"), units: 15)
        let bicrystal = try GalliumArsenide.bicrystal()
        let step = try stack.step(boundaryNormal: bicrystal.boundaryNormal)
        #expect(abs(step - 37.5 / tan(bicrystal.boundaryAngle)) < 1e-9)
        #expect(throws: SpecimenError.self) { try stack.step(boundaryNormal: [0, 0, 1]) }
        #expect(throws: SpecimenError.self) { try stack.step(boundaryNormal: [1, 0, 0]) }
    }
}
