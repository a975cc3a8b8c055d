import FoundationEssentials
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
        #expect(throws: SpecimenError.tooFewAzimuths(0)) { try Precession(angle: Angle(10, "mrad"), azimuths: 0) }
        #expect(throws: SpecimenError.self) { try LineScanStack(unit: Length(-1, "nm"), units: 15) }
        #expect(throws: SpecimenError.tooFewUnits(0)) { try LineScanStack(unit: Length(1, "nm"), units: 0) }
    }

    @Test func theyAreReadFromAModelFile() throws {
        let instrument: Instrument = try decode(#"{"energy": "300 kV", "interaction": "non-relativistic-mass"}"#)
        #expect(instrument.energy.value == 3e5)
        #expect(instrument.interaction == .nonRelativisticMass)
        let precession: Precession = try decode(#"{"angle": "20 mrad", "azimuths": 200}"#)
        #expect(precession.angle.value == 0.02)
        let stack: LineScanStack = try decode(#"{"unit": "3.74997 nm", "units": 15}"#)
        #expect(abs(stack.thickness - 562.4955) < 1e-9)
        let law: TwinLaw = try decode(#"{"axis": [1, -1, 1], "angle": "180 deg"}"#)
        #expect(law == (try GalliumArsenide.twin()))
        let normal: TwinLaw = try decode(#"{"plane-normal": [1, 0, 1], "angle": "180 deg"}"#)
        #expect(normal.axis == .planeNormal(MillerIndices(1, 0, 1)))
    }

    @Test(arguments: [
        (#"{"angle": "120 mrad", "azimuths": 200}"#, "give 0 to 100 mrad"),
        (#"{"angle": "20 mrad", "azimuths": 0}"#, "give 1 or more"),
        (#"{"angle": "20", "azimuths": 1}"#, "has no unit"),
    ])
    func whatAModelFileHasWrongIsSaid(json: String, mend: String) throws {
        let error = #expect(throws: DecodingError.self) { () -> Precession in try decode(json) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("not a corrupted value: \(String(describing: error))")
            return
        }
        #expect(context.debugDescription.contains(mend))
    }

    @Test func valuesAreWrittenAsTheyWereRead() throws {
        let precession = try Precession(angle: Angle(20, "mrad"), azimuths: 200)
        let again: Precession = try decode(String(decoding: JSONEncoder().encode(precession), as: UTF8.self))
        #expect(again.angle.number == 20 && again.angle.unit == "mrad" && again.azimuths == 200)
        let law = try GalliumArsenide.twin()
        let lawAgain: TwinLaw = try decode(String(decoding: JSONEncoder().encode(law), as: UTF8.self))
        #expect(lawAgain == law)
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

    private func decode<T: Decodable>(_ json: String) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(json.utf8))
    }
}
