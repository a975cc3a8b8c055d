import Arrays
import Datasets
import Detection
import Testing

@Suite struct VirtualImagesTests {
    /// 2 × 3 positions of 9 × 11 pixels; pixel (y, x) of position n holds 1000 n + 100 y + x.
    private let shape = ObservationShape(scanY: 2, scanX: 3, detectorY: 9, detectorX: 11)

    private func dataset(rowsPerBlock: Int? = nil, truth: GroundTruth? = nil) -> Dataset {
        var values: [Float] = []
        for n in 0..<6 {
            for pixel in 0..<99 {
                let (y, x) = (pixel / 11, pixel % 11)
                values.append(Float(1000 * n + 100 * y + x))
            }
        }
        let axis = Axis(name: "y", scale: 1, offset: 0, units: "px")
        return Dataset(
            name: "ramp",
            observations: InMemoryRows(
                shape: shape, values: Matrix(rows: 6, columns: 99, elements: values), rowsPerBlock: rowsPerBlock),
            storage: .float32,
            calibration: Calibration(scanY: axis, scanX: axis, detectorY: axis, detectorX: axis), truth: truth,
            beams: nil, provenance: Provenance(model: "", digests: [:], seed: 0, versions: [:]))
    }

    private func aperture(_ discs: VirtualAperture.Disc...) -> VirtualAperture {
        VirtualAperture(name: "here", kind: .chosen, discs: discs)
    }

    @Test(
        "A disc on a pixel's centre sums as many pixels as Gauss's circle has lattice points", arguments: [nil, 1, 4])
    func discs(rowsPerBlock: Int?) throws {
        // 1, 5, 9, 13 and 29 lattice points within 0.9, 1, √2, 2 and 3; by symmetry the mean is the value at the centre.
        let radii = [(0.9, 1), (1, 5), (2.0.squareRoot(), 9), (2, 13), (3, 29)]
        let images = try dataset(rowsPerBlock: rowsPerBlock).virtualImages(
            through: radii.map { aperture(.init(y: 4, x: 5, radius: $0.0)) })
        #expect(images.scanY == 2 && images.scanX == 3 && images.dataset == "ramp")
        for (image, (_, count)) in zip(images.images, radii) {
            let expected: [Double] = (0..<6).map { Double(count * (1000 * $0 + 405)) }
            #expect(image.values == expected)
        }
    }

    @Test("Between pixels, over the edge and over each other discs count every pixel once")
    func specialPlaces() throws {
        let images = try dataset().virtualImages(
            through: [
                // The four pixels around a corner.
                aperture(.init(y: 3.5, x: 6.5, radius: 0.75)),
                // A quarter of a disc in the detector's corner: 3 pixels.
                aperture(.init(y: 0, x: 0, radius: 1)),
                // Two discs of five pixels that share one.
                aperture(.init(y: 4, x: 4, radius: 1), .init(y: 4, x: 6, radius: 1)),
            ])
        // In pattern 1: 4·1000 + 2·(300 + 400) + 2·(6 + 7), 3·1000 + 100 + 1, 9·(1000 + 405).
        let found: [Double] = images.images.map { $0.values[1] }
        #expect(found == [5426, 3101, 12645])
    }

    @Test("An aperture off the detector is refused by its name")
    func outside() throws {
        #expect(throws: DetectionError.self) {
            try dataset().virtualImages(through: [aperture(.init(y: -5, x: 5, radius: 2))])
        }
    }

    private func truth() -> GroundTruth {
        func reflection(_ y: Double, _ x: Double, _ kind: Reflection.Kind, _ label: String, _ intensity: Double)
            -> Reflection
        {
            Reflection(y: y, x: x, intensity: intensity, kind: kind, label: label)
        }
        let pattern = [Float](repeating: 1, count: 99)
        return GroundTruth(
            members: [
                EndMember(
                    name: "A", pattern: pattern,
                    reflections: [
                        reflection(2, 2, .unique, "2 -2 0", 5), reflection(6, 8, .unique, "-2 2 0", 7),
                        reflection(2, 8, .shared, "1 1 1", 9),
                    ]),
                EndMember(name: "B", pattern: pattern, reflections: [reflection(2, 8, .shared, "1 1 1", 9)]),
                EndMember(name: "vacuum", pattern: pattern, reflections: []),
            ], abundances: Matrix(rows: 3, columns: 6), thickness: nil,
            apertures: ReflectionApertures(
                disc: 1, annulusInner: 1.5, annulusOuter: 2, directBeam: 2, centerY: 4, centerX: 5))
    }

    @Test("Names stand for the reflections and radii of the truth")
    func names() throws {
        let truth = truth()
        #expect(
            VirtualAperture.standard(of: truth) == [
                VirtualAperture(name: "bright field", kind: .brightField, discs: [.init(y: 4, x: 5, radius: 2)]),
                VirtualAperture(
                    name: "A", kind: .darkField, discs: [.init(y: 2, x: 2, radius: 1), .init(y: 6, x: 8, radius: 1)]),
            ])
        #expect(try VirtualAperture.darkField("A 2 -2 0", of: truth).discs == [.init(y: 2, x: 2, radius: 1)])
        #expect(
            try VirtualAperture.darkField("A -2,2,0 + B 1 1 1", of: truth, radius: 0.5).discs
                == [.init(y: 6, x: 8, radius: 0.5), .init(y: 2, x: 8, radius: 0.5)])
    }

    @Test(
        "What is not there is said with what is",
        arguments: [
            ("C", "A, B, vacuum"), ("A 4 0 0", "its strongest are A 1 1 1, A -2 2 0, A 2 -2 0"),
            ("B", "name one of its reflections"), ("vacuum 1 1 1", "give a centre"), ("", "\"A 1 1 1\""),
        ])
    func unknown(name: String, words: String) throws {
        let error = #expect(throws: DetectionError.self) { try VirtualAperture.darkField(name, of: truth()) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
}
