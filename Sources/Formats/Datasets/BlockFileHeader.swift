import Arrays
import Datasets
import FoundationEssentials
import Quantities

/// The header of a .blo file, little-endian: `IMGBLO`, u16 0x0102, u32 place of the bright-field image (0x1000), u32
/// place of the patterns, u32 flags, u16 pixels a side, u16 pattern rotation, u16 scan x, u16 scan y, u16 scan rotation
/// (0.01°), f64 step x and y (nm), u32 beam energy (V), u16 100 × pixels a cm, u32 camera length (0.1 mm), f64 serial
/// date, 22 f64 (centring and distortion of the ASTAR software), and from byte 240 a note. The image has a byte a
/// position; each pattern has AA 55, its number as u32, then its pixels.
struct BlockFileHeader {
    static let frameMark = 6
    private static let noteOffset = 240
    private static let imageOffset = 0x1000

    var imageOffset = Self.imageOffset
    var patternsOffset: Int
    var patternSize: Int
    var scanX: Int
    var scanY: Int
    /// nm; 0 where it is not known.
    var stepX: Double
    var stepY: Double
    /// V; 0 where it is not known.
    var energy: UInt32
    /// 100 × pixels a cm; 0 where it is not known.
    var resolution: UInt16
    /// 0.1 mm; 0 where it is not known.
    var cameraLength: UInt32
    var note: String

    var frameLength: Int { Self.frameMark + patternSize * patternSize }

    /// - Throws: `FormatError` when the file is no .blo or claims what it does not hold.
    init(_ file: FlatFile) throws {
        let bytes = try file.bytes(0, count: Self.noteOffset)
        func malformed(_ key: String, _ problem: String) -> FormatError {
            .malformed(file: file.file, key: key, problem: problem, mend: "copy the file again")
        }
        guard bytes.starts(with: Array("IMGBLO".utf8)) else {
            throw malformed("IMGBLO", "is missing: this is no .blo file")
        }
        imageOffset = Int(bytes.integer(8, as: UInt32.self))
        patternsOffset = Int(bytes.integer(12, as: UInt32.self))
        patternSize = Int(bytes.integer(20, as: UInt16.self))
        scanX = Int(bytes.integer(24, as: UInt16.self))
        scanY = Int(bytes.integer(26, as: UInt16.self))
        (stepX, stepY) = (bytes.double(30), bytes.double(38))
        energy = bytes.integer(46)
        resolution = bytes.integer(50)
        cameraLength = bytes.integer(52)
        guard patternSize > 0, scanX > 0, scanY > 0 else {
            throw malformed(
                "DP_SZ, NX, NY", "a scan of \(scanY) × \(scanX) patterns of \(patternSize)² pixels is empty")
        }
        guard patternsOffset >= Self.noteOffset else {
            throw malformed("DP offset", "\(patternsOffset) is inside the header")
        }
        let noteEnd = min(max(Self.noteOffset, imageOffset), patternsOffset, file.size, 1 << 16)
        let text = try file.bytes(Self.noteOffset, count: noteEnd - Self.noteOffset).prefix { $0 != 0 }
        note = String(decoding: text, as: UTF8.self)
    }

    // MARK: Calibration

    var calibration: Calibration {
        let kilovolts = (1000...10_000_000).contains(energy) ? Double(energy) / 1000 : nil
        func scan(_ name: String, _ step: Double) -> Axis {
            step.isFinite && step > 0 ? Axis(name: name, scale: step, offset: 0, units: "nm") : .pixels(name)
        }
        func detector(_ name: String) -> Axis {
            guard resolution > 0 else { return .pixels(name) }
            let centimetres = 100 / Double(resolution)
            guard let kilovolts, cameraLength > 0, let wavelength = Self.wavelength(kilovolts) else {
                return Axis(name: name, scale: centimetres, offset: 0, units: "cm")
            }
            let scale = centimetres / (Double(cameraLength) / 100) / wavelength
            return Axis(name: name, scale: scale, offset: -Double(patternSize / 2) * scale, units: "A^-1")
        }
        return Calibration(
            scanY: scan("y", stepY), scanX: scan("x", stepX), detectorY: detector("ky"), detectorX: detector("kx"),
            beamEnergy: kilovolts, precessionAngle: precessionAngle)
    }

    private static let anglePrefix = "Precession angle : "

    /// mrad, from the note; nil where it gives no unit.
    private var precessionAngle: Double? {
        guard let line = note.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix(Self.anglePrefix) }),
            let angle = try? Angle(text: String(line.dropFirst(Self.anglePrefix.count)))
        else { return nil }
        return (angle.value * 1e9).rounded() / 1e6
    }

    /// Å.
    private static func wavelength(_ kilovolts: Double) -> Double? {
        guard let energy = try? Energy(kilovolts, "kV") else { return nil }
        let wavelength = Electron(energy: energy).wavelength
        return wavelength.isFinite && wavelength > 0 ? wavelength : nil
    }

    // MARK: Writing

    /// The header for a dataset, and what of its calibration it cannot hold.
    static func describing(_ dataset: Dataset, scale: Float) -> (header: BlockFileHeader, notes: [String]) {
        let (shape, calibration) = (dataset.shape, dataset.calibration)
        var notes: [String] = []
        let step = [calibration.scanX, calibration.scanY].map { nanometres($0) }
        if step.contains(nil) { notes.append("the scan step has no length: it is written as 1 nm") }
        let volts = calibration.beamEnergy.map { ($0 * 1000).rounded() } ?? 0
        let optics = volts > 0 ? optics(of: calibration.detectorX, kilovolts: volts / 1000) : nil
        if optics == nil {
            notes.append("the detector is not calibrated in A^-1 at a known energy: the file says no scale")
        }
        let expected = -Double(shape.detectorX / 2) * calibration.detectorX.scale
        if optics != nil, abs(calibration.detectorX.offset - expected) > 1e-6 * abs(calibration.detectorX.scale) {
            notes.append("the place of the direct beam is not kept: readers take pixel \(shape.detectorX / 2)")
        }
        if calibration.detectorX.scale != calibration.detectorY.scale {
            notes.append("pixels are taken as square, by the x axis")
        }
        let angle = calibration.precessionAngle.map { "\($0) mrad" } ?? ""
        let end = imageOffset + shape.rowCount
        let header = BlockFileHeader(
            patternsOffset: (end + 15) / 16 * 16, patternSize: shape.detectorX, scanX: shape.scanX, scanY: shape.scanY,
            stepX: step[0] ?? 1, stepY: step[1] ?? 1, energy: UInt32(min(volts, 1e9)),
            resolution: optics?.resolution ?? 0, cameraLength: optics?.cameraLength ?? 0,
            note:
                "\(anglePrefix)\(angle)\r\nPrecession Frequency : \r\nCamera gamma : off\r\nScale of counts : \(scale)")
        return (header, notes)
    }

    private static func nanometres(_ axis: Axis) -> Double? {
        let factors = ["nm": 1.0, "A": 0.1, "um": 1000, "mm": 1e6]
        return factors[AxisUnits.normalised(axis.units)].map { abs(axis.scale) * $0 }
    }

    /// Resolution and camera length whose quotient comes closest to the step of the detector: 1e4/(r L λ) Å⁻¹. The camera
    /// length lies between 10 and 40 cm and is nominal.
    private static func optics(of axis: Axis, kilovolts: Double) -> (resolution: UInt16, cameraLength: UInt32)? {
        let factors = ["A^-1": 1.0, "nm^-1": 0.1]
        guard let factor = factors[AxisUnits.normalised(axis.units)], let wavelength = wavelength(kilovolts) else {
            return nil
        }
        let product = 1e4 / (abs(axis.scale) * factor * wavelength)
        var best: (error: Double, resolution: UInt16, cameraLength: UInt32)?
        for length in 1000...4000 {
            let resolution = (product / Double(length)).rounded()
            guard resolution >= 1, resolution <= Double(UInt16.max) else { continue }
            let error = abs(resolution * Double(length) / product - 1)
            if error < best?.error ?? .infinity { best = (error, UInt16(resolution), UInt32(length)) }
        }
        return best.map { ($0.resolution, $0.cameraLength) }
    }

    private init(
        patternsOffset: Int, patternSize: Int, scanX: Int, scanY: Int, stepX: Double, stepY: Double, energy: UInt32,
        resolution: UInt16, cameraLength: UInt32, note: String
    ) {
        self.patternsOffset = patternsOffset
        self.patternSize = patternSize
        self.scanX = scanX
        self.scanY = scanY
        self.stepX = stepX
        self.stepY = stepY
        self.energy = energy
        self.resolution = resolution
        self.cameraLength = cameraLength
        self.note = note
    }

    /// 2 January 1970 as a serial date: a file does not say when it was written, and readers want a date after 1969.
    private static let date = 25_570.0

    /// Everything before the bright-field image.
    var bytes: [UInt8] {
        var bytes = Array("IMGBLO".utf8)
        bytes.append(littleEndian: UInt16(0x0102))
        bytes.append(littleEndian: UInt32(imageOffset))
        bytes.append(littleEndian: UInt32(patternsOffset))
        bytes.append(littleEndian: UInt32(131_141))
        for value in [patternSize, 0, scanX, scanY, 0] { bytes.append(littleEndian: UInt16(value)) }
        for value in [stepX, stepY] { bytes.append(littleEndian: value.bitPattern) }
        bytes.append(littleEndian: energy)
        bytes.append(littleEndian: resolution)
        bytes.append(littleEndian: cameraLength)
        bytes.append(littleEndian: Self.date.bitPattern)
        bytes += [UInt8](repeating: 0, count: 22 * 8)
        bytes += Array(note.utf8.prefix(Self.imageOffset - bytes.count - 1))
        return bytes + [UInt8](repeating: 0, count: Self.imageOffset - bytes.count)
    }
}
