import Multislice
import Quantities
import Specimens
import Testing

@Suite("Illumination")
struct IlluminationTests {
    private static func precession(_ angle: Double, _ azimuths: Int) throws -> Precession {
        try Precession(angle: Angle(angle, "mrad"), azimuths: azimuths)
    }

    @Test("a mis-tilt is added to every azimuth")
    func misTilt() throws {
        let precession = try Self.precession(20, 7)
        let tilted = try Illumination(precession: precession, misTilt: [0.001, -0.002]).directions
        for (plain, tilted) in zip(precession.tilts, tilted) {
            #expect(abs(tilted.x - plain.x - 0.001) < 1e-15 && abs(tilted.y - plain.y + 0.002) < 1e-15)
        }
        #expect(tilted.count == 7)
    }

    // A uniform disc of radius R has <x> = <y> = 0, <x²> = <y²> = R²/4 and <r⁴> = R⁴/3.
    @Test("the places in the cone have the moments of a uniform disc", arguments: [32, 200, 1000])
    func moments(samples: Int) throws {
        let semiAngle = 0.0015
        let directions = try Illumination(
            precession: Self.precession(0, 1), semiAngle: Angle(1.5, "mrad"), samples: samples
        ).directions
        #expect(directions.count == samples)
        let scaled = directions.map { $0 / semiAngle }
        let mean = { (value: (SIMD2<Double>) -> Double) in scaled.reduce(0) { $0 + value($1) } / Double(samples) }
        let tolerance = 1.5 / Double(samples)
        #expect(abs(mean { $0.x }) < tolerance && abs(mean { $0.y }) < tolerance)
        #expect(abs(mean { $0.x * $0.x } - 0.25) < tolerance && abs(mean { $0.y * $0.y } - 0.25) < tolerance)
        #expect(abs(mean { ($0 * $0).sum() * ($0 * $0).sum() } - 1.0 / 3) < tolerance)
        #expect(scaled.allSatisfy { ($0 * $0).sum() < 1 })
    }

    @Test("many azimuths share the places of the disc: one each, or as many as are asked for")
    func azimuthsShareTheDisc() throws {
        func count(_ azimuths: Int, _ samples: Int) throws -> Int {
            try Illumination(
                precession: Self.precession(20, azimuths), semiAngle: Angle(1, "mrad"), samples: samples
            ).directions.count
        }
        #expect(try count(200, 32) == 200)
        #expect(try count(8, 32) == 32)
        #expect(try count(10, 32) == 40)
    }

    @Test("the same seed gives the same directions, another seed others")
    func seeds() throws {
        func directions(_ seed: UInt64) throws -> [SIMD2<Double>] {
            try Illumination(
                precession: Self.precession(20, 20), semiAngle: Angle(1, "mrad"), samples: 20, seed: seed
            ).directions
        }
        #expect(try directions(1) == directions(1))
        #expect(try directions(1) != directions(2))
    }

    // With as many places as the Fibonacci number 89, i/golden ratio mod 1 grows as 55 i mod 89 does, and 55² = -1 mod 89
    // (Cassini's identity): the order is that of the multiples of 34 = -55. The radius √((i + ½)/89) tells i.
    @Test("interleaved places come in the order of the golden ratio's multiples")
    func interleaved() throws {
        let semiAngle = 0.001
        let directions = try Illumination(
            precession: Self.precession(0, 1), semiAngle: Angle(1, "mrad"), samples: 89, order: .interleaved
        ).directions
        let places = directions.map { Int((($0 * $0).sum() / (semiAngle * semiAngle) * 89 - 0.5).rounded()) }
        #expect(places == (0..<89).map { 34 * $0 % 89 })
    }

    @Test("a parallel beam has one direction an azimuth, whatever the samples")
    func parallel() throws {
        let precession = try Self.precession(10, 12)
        #expect(try Illumination(precession: precession, samples: 32).directions == precession.tilts)
    }

    @Test("a cone that is no cone is refused")
    func refused() throws {
        let precession = try Self.precession(0, 1)
        #expect(throws: MultisliceError.self) { try Illumination(precession: precession, semiAngle: Angle(-1, "mrad")) }
        #expect(throws: MultisliceError.self) { try Illumination(precession: precession, samples: 0) }
        #expect(throws: MultisliceError.self) { try Illumination(precession: precession, misTilt: [0.2, 0]) }
    }

    // The exact k_z = √(1/λ² - k²) against 1/λ - λk²/2, at 300 kV through 100 nm.
    @Test(
        "the phase that the parabolic propagator leaves out is that of the square root", arguments: [0.02, 0.05, 0.1])
    func parabolicError(tilt: Double) throws {
        let electron = try GaAsCase.electron()
        let wavelength = electron.wavelength
        let k = tilt / wavelength
        let exact = (1 / (wavelength * wavelength) - k * k).squareRoot()
        let parabolic = 1 / wavelength - wavelength * k * k / 2
        let phase = 2 * Double.pi * 1000 * abs(exact - parabolic)
        let estimate = ParabolicPropagation.phaseError(tilt: tilt, thickness: 1000, electron: electron)
        #expect(abs(estimate / phase - 1) < 0.01)
    }
}
