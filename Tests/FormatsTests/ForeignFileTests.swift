import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// Files that other programs wrote: see Tests/Reference/files.
struct ForeignFileTests {
    private func read(_ name: String, scan: ScanShape? = nil) throws -> Dataset {
        try DatasetFile.read(Reference.url("files/\(name)"), scan: scan)
    }

    @Test func `a block file of ASTAR is read with its calibration`() throws {
        let dataset = try read("test2.blo")
        #expect(dataset.shape == ObservationShape(scanY: 2, scanX: 3, detectorY: 5, detectorX: 5))
        #expect(dataset.storage == .uint8 && dataset.name == "test2")
        // The first pixels of patterns 0 and 5, as a dump of the file shows them.
        let values = try dataset.observations.matrix()
        #expect(values.row(0).prefix(6) == [0x14, 0x17, 0x19, 0x19, 0x1b, 0x1d])
        #expect(values.row(5).suffix(5) == [0x18, 0x19, 0x12, 0x12, 0x1b])
        let calibration = dataset.calibration
        #expect(calibration.scanX == Axis(name: "x", scale: 64, offset: 0, units: "nm"))
        #expect(calibration.beamEnergy == 200 && calibration.precessionAngle == nil)
        // 62.26 pixels a cm at 20 cm and 2.507934 pm (the wavelength at 200 kV).
        let step = 1 / 62.26 / 20 / 0.02507934
        #expect(abs(calibration.detectorX.scale / step - 1) < 1e-6 && calibration.detectorX.units == "A^-1")
        #expect(abs(calibration.detectorY.offset + 2 * step) < 1e-6)
        #expect(dataset.provenance.warnings.contains { $0.contains("camera length of 200.0 mm") })
    }

    @Test func `a data cube of py4DSTEM is read with its calibration`() throws {
        let dataset = try read("py4DSTEM_size2x3x4x5.h5")
        #expect(dataset.shape == ObservationShape(scanY: 2, scanX: 3, detectorY: 4, detectorX: 5))
        #expect(dataset.storage == .float32)
        let calibration = dataset.calibration
        #expect(calibration.scanY == Axis(name: "y", scale: 0.126796875, offset: 0, units: "nm"))
        #expect(calibration.detectorX == Axis(name: "kx", scale: 0.044251566616087125, offset: 0, units: "A^-1"))
        let values = try dataset.observations.matrix()
        // As h5py reads them.
        #expect(values.row(0).prefix(3) == [472.5212, 138.30124, 228.78024])
        #expect(values[3 * 0 + 1, 2 * 5 + 3] == -10.970058 && values[3 * 1 + 2, 3 * 5 + 4] == 772.6739)
        #expect(abs(values.elements.reduce(0.0) { $0 + Double($1) } - 28_255.876245498657) < 1e-6)
    }

    @Test func `a signal of HyperSpy is read whatever its title, number type, chunks and spelling of units`() throws {
        let dataset = try read("hyperspy.hspy")
        #expect(dataset.name == "wire / first scan")
        #expect(dataset.shape == ObservationShape(scanY: 2, scanX: 3, detectorY: 4, detectorX: 5))
        #expect(
            dataset.calibration.axes == [
                Axis(name: "y", scale: 12, offset: 0, units: "nm"), Axis(name: "x", scale: 10, offset: 5, units: "nm"),
                Axis(name: "ky", scale: 0.02, offset: -0.04, units: "A^-1"),
                Axis(name: "kx", scale: 0.03, offset: -0.06, units: "A^-1"),
            ])
        #expect(dataset.calibration.beamEnergy == 300)
        let expected = (0..<120).map { index -> Float in
            let (y, x, ky, kx) = (index / 60, index / 20 % 3, index / 5 % 4, index % 5)
            return Float(1000 * y + 100 * x + 10 * ky + kx) + 0.25
        }
        #expect(try dataset.observations.matrix().elements == expected)
    }

    @Test(arguments: [("u08.mib", Float(1)), ("u16.mib", 250), ("u32-quad.mib", 70_000)])
    func `frames of a Merlin detector are read, and the scan is guessed from its pauses`(
        _ name: String, _ factor: Float
    ) throws {
        let dataset = try read(name)
        #expect(dataset.shape == ObservationShape(scanY: 2, scanX: 3, detectorY: 4, detectorX: 6))
        #expect(dataset.storage == ["u08.mib": .uint8, "u16.mib": .uint16][name] ?? .float32)
        let expected = (0..<144).map { index -> Float in
            let (frame, pixel) = (index / 24, index % 24)
            return Float(40 * frame + pixel) * factor
        }
        #expect(try dataset.observations.matrix().elements == expected)
        #expect(dataset.provenance.warnings.contains { $0.contains("guessed from pauses") })
        let other = try read(name, scan: ScanShape(y: 3, x: 2))
        #expect(other.shape.scanY == 3 && other.shape.scanX == 2)
        #expect(try other.observations.matrix().elements == expected)
        let shorter = try read(name, scan: ScanShape(y: 2, x: 2))
        #expect(try shorter.observations.matrix().elements == Array(expected.prefix(96)))
        let refusal1 = try message { _ = try read(name, scan: ScanShape(y: 4, x: 2)) }
        #expect(refusal1.contains("3x2 takes the complete lines"))
    }

    @Test func `raw frames are recognised and refused with the mend`() throws {
        #expect(try FileKind.detect(Reference.url("files/r64.mib")) == .mib)
        let refusal2 = try message { _ = try read("r64.mib") }
        #expect(refusal2.contains("R64, the chips' raw counters; save it processed"))
    }

    @Test func `settings beside a Merlin file say the scan`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.mib")
            try Data(contentsOf: Reference.url("files/u16.mib")).write(to: url)
            let settings = "HDR,\nFrames in Acquisition (Number):\t6\nFrames per Trigger (Number):\t2\nEnd\t\n"
            try Data(settings.utf8).write(to: folder.appending(path: "a.hdr"))
            let dataset = try DatasetFile.read(url)
            #expect(dataset.shape.scanY == 3 && dataset.shape.scanX == 2)
        }
    }

    @Test func `every kind is known by what is in it`() throws {
        let kinds: [(String, FileKind)] = [
            ("test2.blo", .blo), ("py4DSTEM_size2x3x4x5.h5", .emd), ("hyperspy.hspy", .dataset), ("u08.mib", .mib),
        ]
        for (name, kind) in kinds { #expect(try FileKind.detect(Reference.url("files/\(name)")) == kind) }
    }
}
