import Arrays
import Datasets
import Detection
import FoundationEssentials
import Modelling
import Multislice
import Quantities
import TestSupport
import Testing

/// Scans over columns in which twins lie over each other, with libraries as coarse as can be: what is tested is what lies where,
/// and how it mixes.
@Suite struct LayeredModelTests {
    static func scan(_ name: String, _ settings: String...) throws -> Scan {
        let coarse =
            name == "embedded-18mrad"
            ? ["precession.azimuths=2", "library.every=100", "discretization.grid=[60, 48]"]
            : ["precession.azimuths=2", "library.every=20", "discretization.grid=[250, 75]"]
        let model = try LayerLibraryTests.model(name, coarse + ["probe.fwhm=0 nm"] + settings)
        let beams = try model.library(modelFile: LayerLibraryTests.file).map { part in
            let found = try part.simulation.run(progress: .none)
            return Beams(
                ky: found.beams.ky, kx: found.beams.kx, intensity: found.intensity,
                labels: zip(found.beams.kx, found.beams.ky).map { part.label($0, $1) })
        }
        return try model.scan(from: beams, of: model.structures(modelFile: LayerLibraryTests.file))
    }

    /// The wire's axis [1 -1 1] and the beam [3 1 1] make cos θ = 3/√33: the beam passes t_hex/sin θ, and the boundary sinks
    /// by tan θ over a length along the projected axis.
    @Test func aTiltedWireIsThickerAndItsTwinsOverlap() throws {
        let scan = try Self.scan("overlap-18mrad")
        #expect(scan.shape == (scanY: 60, scanX: 40) && scan.members == ["A", "B", "vacuum"])
        let cosine = 3 / 33.0.squareRoot()
        let sine = (1 - cosine * cosine).squareRoot()
        let whole = 140 * 3.0.squareRoot() / 2 / sine
        let (a, b) = (try #require(scan.fields["t_A"]), try #require(scan.fields["t_B"]))
        for row in 0..<60 {
            let position = row * 40 + 20
            #expect(abs(scan.thickness[position] / 10 - whole) < 1e-9)
            let s = (Double(row) + 0.5) * 5 - 150
            let expected = min(max(whole / 2 - s * sine / cosine, 0), whole)
            #expect(abs(a[position] - expected) < 1e-9 && abs(b[position] - whole + expected) < 1e-9)
            #expect(abs(scan.abundances[0, position] - expected / whole) < 1e-12)
        }
        // 87 nm of overlap, the rest of the 300 nm is pure; 140 nm of 200 are wire.
        #expect((0..<60).count { a[$0 * 40 + 20] > 0 && b[$0 * 40 + 20] > 0 } == 18)
        #expect((0..<40).count { scan.abundances[2, $0] == 1 } == 12)
        // A pure end shows no beam that only the other crystal has.
        for (row, other) in [(0, "B "), (59, "A ")] {
            let foreign = scan.beams.labels.indices.filter {
                scan.beams.labels[$0].hasPrefix(other) && !scan.beams.labels[$0].contains(",")
            }
            #expect(foreign.count > 10)
            #expect(foreign.allSatisfy { scan.beams.intensity[row * 40 + 20, $0] < 1e-4 })
        }
    }

    @Test(arguments: ["overlap-18mrad", "embedded-18mrad"])
    func linearMixingIsTheAbundancesTimesThePurePatterns(name: String) throws {
        let columns = name == "overlap-18mrad" ? 20 : 40
        let shape = name == "overlap-18mrad" ? "scan.shape=[60, 20]" : "scan.shape=[40, 40]"
        let linear = try Self.scan(name, "mixing=linear", shape)
        let dynamic = try Self.scan(name, "mixing=dynamic", shape)
        #expect(zip(linear.abundances.elements, dynamic.abundances.elements).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(zip(linear.thickness, dynamic.thickness).allSatisfy { abs($0 - $1) < 1e-6 })
        // Along the middle every column is equally thick.
        let line = name == "overlap-18mrad" ? (0..<60).map { $0 * columns + 10 } : (0..<40).map { $0 * columns + 20 }
        let pureA = line[0]
        let pureB = name == "overlap-18mrad" ? line[59] : 1600
        #expect(linear.abundances[0, pureA] == 1 && linear.abundances[1, pureB] == 1)
        func distance(_ scan: Scan) -> Double {
            var worst = 0.0
            for position in line {
                let (a, b) = (scan.abundances[0, position], scan.abundances[1, position])
                for beam in scan.beams.kx.indices {
                    let (ofA, ofB) = (scan.beams.intensity[pureA, beam], scan.beams.intensity[pureB, beam])
                    let mixed = a * Double(ofA) + b * Double(ofB)
                    worst = max(worst, abs(mixed - Double(scan.beams.intensity[position, beam])))
                }
            }
            return worst
        }
        #expect(distance(linear) < 1e-6)
        #expect(distance(dynamic) > 0.01)
    }

    @Test func anEmbeddedSphereIsNowhereAlone() throws {
        let scan = try Self.scan("embedded-18mrad")
        #expect(scan.shape == (scanY: 40, scanX: 40) && scan.members == ["A", "B"])
        let b = try #require(scan.fields["t_B"]?.prefix(1600))
        // The volume of a sphere of 48 nm; its middle lies between positions.
        let volume: Double = 4 * b.reduce(0, +)
        #expect(abs(volume / (Double.pi / 6 * 110_592) - 1) < 0.01)
        let middle = 2 * (24.0 * 24 - 2).squareRoot()
        #expect(abs((b.max() ?? 0) - middle) < 1e-9)
        #expect(scan.thickness.allSatisfy { abs($0 - 799.5) < 1e-9 })
        #expect((0..<1600).allSatisfy { scan.abundances[1, $0] < 0.61 })
    }

    /// Without noise and steps of the scale, a linear dataset is its abundances times its true patterns, that of B among them.
    @Test func theTruePatternOfWhatNoProbeSeesIsOnTheScaleOfTheData() throws {
        let scan = try Self.scan("embedded-18mrad", "mixing=linear", "scan.shape=[8, 8]", "scan.step=6 nm")
        let detector = try Detector(
            pixels: [64, 64], halfWidth: ReciprocalLength(16, "nm^-1"), psf: .gaussian(fwhm: PixelLength(2, "px")))
        let dataset = try detector.record(
            scan, name: "d", seed: Seed(1), provenance: Provenance(model: "", digests: [:], seed: 1, versions: [:]),
            scanStep: 60, beamEnergy: 300, precessionAngle: 18
        ).dataset
        let truth = try #require(dataset.truth)
        #expect(dataset.shape.rowCount == 64 && truth.abundances.columns == 64)
        #expect(truth.thickness?.count == 64 && truth.fields["t_B"]?.count == 64)
        #expect(dataset.beams?.intensity.rows == 64)
        #expect(truth.members.allSatisfy { $0.reflections.contains { $0.kind == Reflection.Kind.unique } })
        let patterns = truth.members.map { $0.pattern.map { Double($0) } }
        var worst = 0.0
        try dataset.observations.forEachBlock { block in
            for row in 0..<block.values.rows {
                let position = block.firstRow + row
                let (a, b) = (truth.abundances[0, position], truth.abundances[1, position])
                for pixel in 0..<4096 {
                    let mixed = a * patterns[0][pixel] + b * patterns[1][pixel]
                    worst = max(worst, abs(mixed - Double(block.values[row, pixel])))
                }
            }
        }
        #expect(worst <= 0.51, "\(worst) of 65535 counts")
    }

    /// Every place in a column as thick as the table is made for lies between nodes that were simulated.
    @Test func theTableHasAllNodesThatColumnsNeed() throws {
        var random = Seed(5).stream("places")
        for thickness in [30.0, 74.9, 75, 75.1, 150] {
            let table = OverlapTable(step: 15, thickness: thickness)
            let nodes = Matrix(table.nodes.map { [Float(1 + $0.a), Float($0.b)] })
            let library = try table.library(Beams(ky: [0, 0], kx: [0, 1], intensity: nodes, labels: ["", ""]))
            for _ in 0..<2000 {
                let whole = thickness * random.uniform()
                let share = random.uniform() < 0.1 ? 0 : random.uniform()
                let found = try library.intensities(at: [share * whole, (1 - share) * whole])
                // The nodes' values are linear in a and b, and so is what lies between them.
                #expect(
                    abs(found[0] - 1 - share * whole / 15) < 1e-5 && abs(found[1] - (1 - share) * whole / 15) < 1e-5)
            }
        }
    }

    @Test(arguments: [
        ("overlap-18mrad", "beam={zone: [1, 1, 0], up: [1, -1, -2]}", "nothing would overlap"),
        ("overlap-18mrad", "beam={zone: [1, -1, 1], up: [1, 1, 0]}", "no direction on the detector"),
        ("overlap-18mrad", "wire.diameter=0 nm", "wire.diameter"),
        ("overlap-18mrad", "library.every=0", "library.every"),
        ("overlap-18mrad", "mixing=quadratic", "mixing"), ("overlap-18mrad", "wire.segments=[A, B]", "segments"),
        ("embedded-18mrad", "particle.diameter=81 nm", "particle.diameter"),
        ("embedded-18mrad", "plate.units=150", "plate.units"), ("embedded-18mrad", "plate.units=0", "plate.units"),
    ]) func whatDoesNotFitIsSaidInOneLine(name: String, setting: String, part: String) {
        do {
            _ = try Self.scan(name, setting)
            Issue.record("\(setting) was taken")
        } catch {
            #expect("\(error)".contains(part) && !"\(error)".contains("\n"), "\(error)")
        }
    }

    @Test(arguments: ["overlap-18mrad", "embedded-18mrad"])
    func theLibraryDependsOnNothingThatItsPatternsDoNot(name: String) throws {
        func inputs(_ settings: String...) throws -> [String] {
            try LayerLibraryTests.model(name, settings).library(modelFile: LayerLibraryTests.file).map(\.inputs)
        }
        let usual = try inputs()
        #expect(
            try inputs("seed=7", "mixing=linear", "detector.saturation=none", "scan.step=1 nm", "diffuse=none") == usual
        )
        #expect(try inputs("precession.angle=9 mrad") != usual)
        #expect(try inputs("precession.azimuths=64") != usual)
    }
}
