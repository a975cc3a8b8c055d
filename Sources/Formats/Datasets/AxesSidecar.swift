import Arrays
import Datasets
import FoundationEssentials
import Glibc

/// What a .npy file cannot say of itself, in NAME.npy.json: `format` ("twinbench-axes"), `version` (1), `name`, `axes`
/// (four of `name`, `size`, `scale`, `offset`, `units`, in array order) and, where they are known, `beam-energy` (kV)
/// and `precession-angle` (mrad).
struct AxesSidecar: Codable {
    let format: String
    let version: Int
    let name: String
    let axes: [SizedAxis]
    let beamEnergy: Double?
    let precessionAngle: Double?

    struct SizedAxis: Codable {
        let name: String
        let size: Int
        let scale: Double
        let offset: Double
        let units: String
    }

    enum CodingKeys: String, CodingKey {
        case format, version, name, axes
        case beamEnergy = "beam-energy"
        case precessionAngle = "precession-angle"
    }

    private static let format = "twinbench-axes"

    init(_ dataset: Dataset) {
        let shape = dataset.shape
        format = Self.format
        version = 1
        name = dataset.name
        axes = zip(dataset.calibration.axes, [shape.scanY, shape.scanX, shape.detectorY, shape.detectorX]).map {
            SizedAxis(name: $0.name, size: $1, scale: $0.scale, offset: $0.offset, units: $0.units)
        }
        beamEnergy = dataset.calibration.beamEnergy
        precessionAngle = dataset.calibration.precessionAngle
    }

    var calibration: Calibration {
        let axes = axes.map { Axis(name: $0.name, scale: $0.scale, offset: $0.offset, units: $0.units) }
        return Calibration(
            scanY: axes[0], scanX: axes[1], detectorY: axes[2], detectorX: axes[3], beamEnergy: beamEnergy,
            precessionAngle: precessionAngle)
    }

    static func url(beside array: URL) -> URL {
        array.deletingLastPathComponent().appending(
            path: array.lastPathComponent + ".json", directoryHint: .notDirectory)
    }

    /// Writes the axes and the array that they belong to. The old axes are gone before the new array stands in its place:
    /// a run that is killed in between leaves an array without axes, never one with those of another.
    func write(beside array: URL, writingArray: (_ temporary: URL) throws -> Void) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(self)) + [0x0a]
        let url = Self.url(beside: array)
        try AtomicFile.write(to: url) { temporary in
            let output = try OutputFile(temporary, named: url.path)
            try output.write(bytes)
            try output.close()
            try AtomicFile.write(to: array) { temporary in
                try writingArray(temporary)
                unlink(url.path)
            }
        }
    }

    /// - Returns: nil where there is none.
    /// - Throws: `FormatError.malformed` for one that does not say four axes.
    static func read(beside array: URL) throws -> AxesSidecar? {
        let url = url(beside: array)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        func malformed(_ key: String, _ problem: String) -> FormatError {
            .malformed(
                file: url.path, key: key, problem: problem, mend: "correct it, or remove it and lose the calibration")
        }
        let data = try FormatError.reading(url) { try Data(contentsOf: url) }
        guard let sidecar = try? JSONDecoder().decode(AxesSidecar.self, from: data), sidecar.format == format else {
            throw malformed("format", "it does not describe axes as Twinbench does")
        }
        guard sidecar.version == 1 else { throw malformed("version", "is \(sidecar.version), not 1") }
        guard sidecar.axes.count == 4 else { throw malformed("axes", "there are \(sidecar.axes.count), not 4") }
        for axis in sidecar.axes {
            guard axis.scale.isFinite, axis.scale != 0, axis.offset.isFinite, (1...1 << 30).contains(axis.size) else {
                throw malformed("axes", "\(axis.name) has a size, scale or offset that cannot be")
            }
        }
        return sidecar
    }
}
