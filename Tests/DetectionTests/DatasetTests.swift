import Arrays
import Datasets
import Detection
import Formats
import Quantities
import TestSupport
import Testing

@Suite struct DatasetTests {
    func model(_ a: SpotLattice, _ b: SpotLattice) throws -> GaussianArrays {
        try GaussianArrays(
            pixels: [64, 64], sigma: PixelLength(1.25, "px"), cutoff: PixelLength(5, "px"),
            from: .init(name: "A", lattice: a), to: .init(name: "B", lattice: b), pure: 10, mixed: 10)
    }

    func lattice(
        _ spacing: Double, origin: Double = 32, _ range: ClosedRange<Int>, _ sites: SpotLattice.Sites = .all
    ) throws -> SpotLattice {
        try SpotLattice(
            spacing: PixelLength(spacing, "px"), originY: origin, originX: origin, range: range, sites: sites)
    }

    func check(_ model: GaussianArrays, against name: String) throws {
        let patterns = try Reference.matrix("learning/\(name).W.npy")
        #expect(difference(model.patterns(), patterns) < 1e-12)
        let shares = try Reference.matrix("learning/\(name).Z.npy").transposed
        #expect(difference(model.abundances(), shares) < 1e-12)
        let truth = try #require(model.dataset(name: name, provenance: provenance).truth)
        let listed: [(Int, Reflection.Kind, String)] = [
            (0, .unique, "uniqA"), (1, .unique, "uniqB"), (0, .shared, "shared"), (1, .shared, "shared"),
        ]
        for (member, kind, file) in listed {
            let array = try Reference.array("learning/\(name).\(file).npy")
            let expected = Set((0..<array.shape[0]).map { SIMD2(array.values[2 * $0 + 1], array.values[2 * $0]) })
            let ofKind = truth.members[member].reflections.filter { $0.kind == kind }
            let found = Set(ofKind.map { SIMD2($0.y, $0.x) })
            #expect(found == expected)
        }
    }

    @Test func figure5IsInputAOfTheReference() throws {
        try check(model(lattice(16, -1...1), lattice(16, origin: 40, -2...1)), against: "inputs_a_fig5")
    }

    @Test func figure6IsInputBOfTheReference() throws {
        try check(model(lattice(10, -2...2), lattice(10, -2...2, .checkerboard)), against: "inputs_b_fig6")
    }

    @Test func spotsBeyondTheEdgeAreNoReflections() throws {
        let arrays = try model(lattice(16, -1...1), lattice(16, origin: 40, -3...3))
        let truth = try #require(arrays.dataset(name: "", provenance: provenance).truth)
        #expect(truth.members[1].reflections.count == 16)
    }

    @Test("Every line of a scan of several is the same mixture of the patterns")
    func linesRepeat() throws {
        let arrays = try model(lattice(16, -1...1), lattice(16, origin: 40, -2...1)).scanned(lines: 3)
        let dataset = arrays.dataset(name: "", provenance: provenance)
        let (patterns, shares) = (arrays.patterns(), arrays.abundances())
        #expect(dataset.observations.shape.scanY == 3 && dataset.observations.shape.scanX == shares.columns)
        let seen = try dataset.observations.matrix()
        for row in 0..<seen.rows {
            let position = row % shares.columns
            let worst = (0..<seen.columns).map { pixel in
                abs(
                    Double(seen[row, pixel]) - shares[0, position] * patterns[0, pixel] - shares[1, position]
                        * patterns[1, pixel])
            }.max()
            #expect(worst ?? 1 < 1e-6)
        }
    }

    @Test func arraysThatCannotBeAreRefused() throws {
        #expect(throws: DetectionError.self) { try lattice(0, -1...1) }
        #expect(throws: DetectionError.self) { try lattice(16, origin: 1e300, -1...1) }
        #expect(throws: DetectionError.self) { try lattice(16, origin: 100_000.1, -1...1) }
        #expect(try lattice(16, origin: 1e5, -1...1).originY == 1e5)
        #expect(throws: DetectionError.self) { try lattice(16, -1...2000) }
        let member = GaussianArrays.Member(name: "A", lattice: try lattice(16, -1...1))
        #expect(throws: DetectionError.self) {
            try GaussianArrays(
                pixels: [64, 64], sigma: PixelLength(0, "px"), cutoff: PixelLength(5, "px"), from: member, to: member,
                pure: 1, mixed: 0)
        }
    }

    @Test func theBicrystalDatasetKnowsItsTruth() throws {
        let detector = try detector(
            pixels: [128, 128], fwhm: 2, background: Fraction(1, "%"), dose: 1e7)
        let beams = try referenceBeams(
            intensity: "bicrystal_311_20mrad_200az.I200", axes: "bicrystal_311_20mrad_200az", alongRows: false)
        let scan = try bicrystalScan(beams).extraPureCopies(2)
        let dataset = try detector.record(
            scan, name: "bicrystal", seed: Seed(1), provenance: provenance, scanStep: 37.5, beamEnergy: 300,
            precessionAngle: 20
        ).dataset
        #expect(dataset.shape == ObservationShape(scanY: 1, scanX: 20, detectorY: 128, detectorX: 128))
        #expect(abs(dataset.calibration.detectorX.scale - 0.025) < 1e-15)
        #expect(abs(dataset.calibration.detectorX.offset + 1.6) < 1e-12)
        #expect(dataset.calibration.scanX.scale == 3.75)
        let truth = try #require(dataset.truth)
        #expect(truth.abundances.row(0)[0...3] == [0, 0, 0, 1.0 / 15])
        #expect(truth.abundances.row(0).suffix(3) == [1, 1, 1])
        let observed = try dataset.observations.matrix()
        #expect(observed.row(0) != observed.row(1))
        // What is listed must be the beams above the threshold in the pure crystal, straight from the table.
        for (member, position) in [(0, 15), (1, 0)] {
            let expected = beams.kx.indices.filter {
                beams.intensity[position, $0] > 1e-5 && (beams.kx[$0] != 0 || beams.ky[$0] != 0)
                    && (-1.6125..<1.5875).contains(beams.kx[$0]) && (-1.6125..<1.5875).contains(beams.ky[$0])
            }
            #expect(truth.members[member].reflections.count == expected.count)
            #expect(truth.members[member].reflections.contains { $0.kind == .unique })
            #expect(truth.members[member].reflections.contains { $0.kind == .shared })
        }
    }

    @Test func theStoredScaleTurnsIntensitiesIntoCounts() throws {
        let beams = try referenceBeams(
            intensity: "bicrystal_311_20mrad_200az.I200", axes: "bicrystal_311_20mrad_200az", alongRows: false)
        let dataset = try detector(pixels: [128, 128], fwhm: 2).record(
            bicrystalScan(beams), name: "bicrystal", seed: Seed(1), provenance: provenance, scanStep: 37.5,
            beamEnergy: 300, precessionAngle: 20
        ).dataset
        let scale = try #require(dataset.beams?.countsPerIncidentBeam)
        let pattern = try #require(dataset.truth?.members.first?.pattern)
        // Only what the edge of the detector cuts off is missing from the sum.
        let counts = pattern.reduce(0.0) { $0 + Double($1) }
        let intensity = beams.intensity.row(15).reduce(0.0) { $0 + Double($1) }
        #expect(abs(counts / (scale * intensity) - 1) < 1e-3)
    }

    @Test func labelsAreThoseOfTheMember() throws {
        let detector = try detector(fwhm: 2)
        let beams = Beams(
            ky: [0, 0, 0], kx: [0, 10 * detector.pixelSize, 20 * detector.pixelSize],
            intensity: Matrix([[0.8, 0.1, 0.1], [0.9, 0.1, 0]]), labels: ["", "A 2 -2 0, B 0 2 2", "B 0 4 4"])
        let scan = try Scan(beams: beams, abundances: Matrix([[0, 1], [1, 0]]), thickness: [100, 100])
        let truth = try #require(
            try detector.record(
                scan, name: "", seed: Seed(1), provenance: provenance, scanStep: 10, beamEnergy: 300, precessionAngle: 0
            ).dataset.truth)
        #expect(truth.members[0].reflections.map(\.label) == ["2 -2 0"])
        #expect(truth.members[1].reflections.map(\.label) == ["0 2 2", "0 4 4"])
        #expect(truth.members[1].reflections.map(\.kind) == [.shared, .unique])
    }

    @Test func aScanThatDoesNotFitIsRefused() throws {
        let beams = try oneBeam(detector(), y: 32, x: 32, intensities: [1, 1])
        #expect(throws: DetectionError.lengthsDiffer(what: "the thickness", count: 1, expected: 2)) {
            try Scan(beams: beams, abundances: Matrix([[0, 1], [1, 0]]), thickness: [1])
        }
        #expect(throws: DetectionError.noPurePosition(member: "A")) {
            try Scan(beams: beams, abundances: Matrix([[0, 0.5], [1, 0.5]]), thickness: [1, 1])
        }
    }
}
