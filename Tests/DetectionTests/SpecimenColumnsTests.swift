import Arrays
import Datasets
import Detection
import Glibc
import Quantities
import Testing

@Suite struct SpecimenColumnsTests {
    /// A and its mirror image B, two by three positions: A, B and vacuum pure, then halves of A and B, of A and vacuum.
    static func columns() throws -> SpecimenColumns {
        let a = try PatternLibraryTests.bilinear()
        let b = a.placed {
            [-$0.x, $0.y]
        } label: {
            "B" + $0.dropFirst()
        }
        func column(_ weight: Double, _ member: Int, _ place: [Double]) -> Column {
            Column(
                weight: weight, library: member < 2 ? member : nil, place: place,
                shares: (0..<3).map { $0 == member ? 1 : 0 }, thickness: member < 2 ? place[1] : 0)
        }
        let positions: [[Column]] = [
            [column(1, 0, [0, 30])], [column(1, 1, [4, 30])], [column(1, 2, [])],
            [column(0.5, 0, [0, 30]), column(0.5, 1, [4, 30])], [column(0.5, 0, [2, 10]), column(0.5, 2, [])],
            [column(1, 0, [4, 30])],
        ]
        return try SpecimenColumns(libraries: [a, b], positions: 6, members: 3, reach: 1) { positions[$0] }
    }

    @Test func beamsOfBothCrystalsStandInOneList() throws {
        let columns = try Self.columns()
        // Sorted by ky, then kx; the direct beam is one.
        #expect(columns.beams.ky == [0, 0.2, 0.2] && columns.beams.kx == [0, -0.1, 0.1])
        #expect(columns.beams.labels == ["A 0 0 0, B 0 0 0", "B 2 -2 0", "A 2 -2 0"])
        #expect(columns.thickness == [30, 30, 0, 30, 5, 30])
        #expect(
            columns.abundances.row(0) == [1, 0, 0, 0.5, 0.5, 1] && columns.abundances.row(2) == [0, 0, 1, 0, 0.5, 0])
    }

    @Test func columnsUnderAProbeAddUp() throws {
        let intensity = try Self.columns().beams.intensity
        #expect(intensity.row(2) == [1, 0, 0])
        for beam in 0..<3 {
            #expect(abs(intensity[3, beam] - 0.5 * (intensity[0, beam] + intensity[1, beam])) < 1e-7)
        }
        // (1 - 0.01 + 1)/2, and half of 0.001 · 3 · 10.
        #expect(abs(intensity[4, 0] - 0.995) < 1e-6 && abs(intensity[4, 2] - 0.015) < 1e-6)
    }

    @Test func aLinearMixtureIsOneInTheMeanPurePatterns() throws {
        let linear = try Self.columns().mixedLinearly()
        // A is pure at tilts 0 and 4, 30 Å thick: 0.001 · 1 · 30 and 0.001 · 5 · 30.
        let meanOfA: Float = 0.09
        #expect(abs(linear.beams.intensity[0, 2] - meanOfA) < 1e-6)
        #expect(abs(linear.beams.intensity[5, 2] - meanOfA) < 1e-6)
        #expect(abs(linear.beams.intensity[4, 2] - meanOfA / 2) < 1e-6)
        #expect(linear.thickness == [30, 30, 0, 30, 15, 30])
    }

    @Test func aScanInTwoDimensionsKeepsItsShapeFieldsAndMeanPatterns() throws {
        let columns = try Self.columns()
        let scan = try columns.scan(
            shape: (2, 3), members: ["A", "B", "vacuum"], fields: ["tilt": [0, 1, 2, 3, 4, 5]], diffuse: [])
        let dataset = try detector(pixels: [128, 128], fwhm: 2).record(
            scan, name: "", seed: Seed(1), provenance: provenance, scanStep: 100, beamEnergy: 300, precessionAngle: 0
        ).dataset
        #expect(dataset.shape == ObservationShape(scanY: 2, scanX: 3, detectorY: 128, detectorX: 128))
        #expect(dataset.calibration.scanY.scale == 10 && dataset.calibration.scanX.scale == 10)
        let truth = try #require(dataset.truth)
        #expect(truth.fields == ["tilt": [0, 1, 2, 3, 4, 5]])
        #expect(truth.members[2].reflections.isEmpty)
        #expect(truth.members[0].reflections.map(\.label) == ["2 -2 0"])
        #expect(truth.members.prefix(2).allSatisfy { $0.reflections.allSatisfy { $0.kind == .unique } })
        // The pattern of A is the mean of positions 0 and 5, but for their rounding.
        let (first, last) = (try dataset.observations.matrix().row(0), try dataset.observations.matrix().row(5))
        for (pixel, value) in truth.members[0].pattern.enumerated() {
            #expect(abs(value - (first[pixel] + last[pixel]) / 2) <= 0.5)
        }
    }

    @Test func whatIsScatteredLeavesTheBeamsAndFallsAroundTheDirectBeam() throws {
        let decay = try ReciprocalLength(1, "nm^-1")
        let layers = DiffuseScattering.layers([(depth: [0, 0.2], decay: decay), (depth: [0, 0.3], decay: decay)])
        #expect(abs(layers[0].share[1] + layers[1].share[1] - (1 - exp(-0.5))) < 1e-12)
        #expect(abs(layers[1].share[1] / layers[0].share[1] - 1.5) < 1e-12)
        let detector = try detector(pixels: [256, 256], fwhm: 2)
        let beams = oneBeam(detector, y: 128, x: 128, intensities: [1, 1])
        let scan = try Scan(
            beams: beams, members: ["A"], abundances: Matrix([[1, 1]]), thickness: [100, 100], diffuse: layers)
        let dataset = try detector.record(
            scan, name: "", seed: Seed(1), provenance: provenance, scanStep: 10, beamEnergy: 300, precessionAngle: 0
        ).dataset
        #expect(abs((dataset.beams?.intensity[1, 0] ?? 0) - Float(exp(-0.5))) < 1e-6)
        // 16 decay lengths fit on the detector, so that nothing is lost but to rounding of 65536 pixels.
        let counts = try dataset.observations.matrix()
        let sums = (0..<2).map { counts.row($0).reduce(0.0) { $0 + Double($1) } }
        #expect(abs(sums[1] / sums[0] - 1) < 0.01)
        let (far, near) = (Double(counts[1, 128 * 256 + 128 + 24]), Double(counts[1, 128 * 256 + 128 + 16]))
        #expect(abs(near / far - exp(1)) < 0.1)
    }

    @Test func moreThanEverythingCannotBeScattered() throws {
        let beams = try oneBeam(detector(), y: 32, x: 32)
        let part = DiffuseScattering(share: [0.7], decay: try ReciprocalLength(1, "nm^-1"))
        #expect(throws: DetectionError.self) {
            try Scan(
                beams: beams, members: ["A"], abundances: Matrix([[1]]), thickness: [1], diffuse: [part, part])
        }
        #expect(throws: DetectionError.lengthsDiffer(what: "the field tilt", count: 2, expected: 1)) {
            try Scan(
                beams: beams, members: ["A"], abundances: Matrix([[1]]), thickness: [1], fields: ["tilt": [1, 2]])
        }
    }
}
