import Arrays
import Detection
import Glibc
import Quantities
import Testing

/// What spots tell of a distortion, against where the closed form of a planted one puts them.
@Suite struct DistortionFitTests {
    /// A turn by `rotation` degrees, then stretched along `axis` degrees: written out here, apart from the program's.
    func seen(_ k: SIMD2<Double>, rotation: Double, stretch: Double, axis: Double) -> SIMD2<Double> {
        let (r, a) = (rotation * .pi / 180, axis * .pi / 180)
        let turned = SIMD2(k.x * cos(r) - k.y * sin(r), k.x * sin(r) + k.y * cos(r))
        let along = (turned.x * cos(a) + turned.y * sin(a)) * (1 + stretch).squareRoot()
        let across = (turned.y * cos(a) - turned.x * sin(a)) / (1 + stretch).squareRoot()
        return SIMD2(along * cos(a) - across * sin(a), along * sin(a) + across * cos(a))
    }

    let lattice: [SIMD2<Double>] = (-2...2).flatMap { (h: Int) -> [SIMD2<Double>] in
        (-2...2).map { k -> SIMD2<Double> in
            let (first, second) = (Double(h), Double(k))
            return [0.31 * first + 0.1 * second, 0.47 * second]
        }
    }

    @Test(arguments: [(3.0, 0.05, 30.0), (-41, 0.12, -75), (170, 0.002, 0)])
    func knownSpotsTellStretchAxisRotationAndScale(rotation: Double, stretch: Double, axis: Double) throws {
        let measured = lattice.map { 80 * seen($0, rotation: rotation, stretch: stretch, axis: axis) }
        let fit = try DistortionFit(measured: measured, known: lattice)
        let ellipticity = try #require(fit.distortion.ellipticity)
        #expect(abs(ellipticity.stretch.value - stretch) < 1e-5)
        #expect(abs(sin(ellipticity.axis.value - axis * .pi / 180)) < 2e-5)
        #expect(abs(try #require(fit.distortion.rotation).value - rotation * .pi / 180) < 2e-5)
        #expect(abs(fit.scale - 80) < 1e-9)
        #expect(fit.residual < 2e-3 && fit.count == 25)
    }

    @Test func oneRingTellsStretchAxisAndRadius() throws {
        let ring = [0.0, 25, 70, 110, 160, 200, 300].map { angle in
            58.5
                * seen(
                    SIMD2(cos(angle * .pi / 180), sin(angle * .pi / 180)), rotation: 0, stretch: 0.07, axis: 115)
        }
        let fit = try DistortionFit(ring: ring)
        let ellipticity = try #require(fit.distortion.ellipticity)
        #expect(abs(ellipticity.stretch.value - 0.07) < 1e-5)
        #expect(abs(sin(ellipticity.axis.value - 115 * .pi / 180)) < 2e-5)
        #expect(abs(fit.scale - 58.5) < 1e-9 && fit.residual < 2e-3)
        #expect(fit.distortion.rotation == nil)
    }

    // Errors of σ a coordinate leave σ √(2 - 4/n) in n fitted positions, since four numbers were taken from 2n.
    @Test func whatIsLeftIsTheErrorOfThePositions() throws {
        var random = Seed(7).stream("spots")
        let measured = lattice.map { k in
            80 * seen(k, rotation: 2, stretch: 0.03, axis: 50) + 0.2 * SIMD2(random.normal(), random.normal())
        }
        let fit = try DistortionFit(measured: measured, known: lattice)
        #expect(abs(fit.residual / (0.2 * (2 - 4.0 / 25).squareRoot()) - 1) < 0.3)
    }

    @Test("Two spots in different directions are enough: four numbers for four")
    func twoSpots() throws {
        let known = [lattice[3], lattice[20]]
        let fit = try DistortionFit(
            measured: known.map { 80 * seen($0, rotation: -7, stretch: 0.04, axis: 20) }, known: known)
        #expect(abs(try #require(fit.distortion.ellipticity).stretch.value - 0.04) < 1e-5)
        #expect(abs(try #require(fit.distortion.rotation).value + 7 * .pi / 180) < 2e-5)
        #expect(abs(fit.scale - 80) < 1e-9 && fit.residual < 2e-3)
    }

    @Test func spotsThatCannotTellAreRefused() {
        let line = [SIMD2(1.0, 2), SIMD2(2.0, 4), SIMD2(-3.0, -6)]
        #expect(throws: DetectionError.self) { try DistortionFit(measured: line, known: line) }
        #expect(throws: DetectionError.self) { try DistortionFit(measured: [line[0]], known: [line[0]]) }
        let mirrored = lattice.map { SIMD2($0.x, -$0.y) }
        #expect(throws: DetectionError.self) { try DistortionFit(measured: mirrored, known: lattice) }
        #expect(throws: DetectionError.self) { try DistortionFit(ring: line + [SIMD2(5, 1), SIMD2(-5, -1)]) }
        #expect(throws: DetectionError.self) { try DistortionFit(ring: []) }
        // Three directions, but a hyperbola goes through them.
        #expect(throws: DetectionError.self) {
            try DistortionFit(ring: [SIMD2(10, 0), SIMD2(20, 10), SIMD2(20, -10)])
        }
    }
}
