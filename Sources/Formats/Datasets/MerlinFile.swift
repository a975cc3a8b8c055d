import Arrays
import Datasets
import FoundationEssentials

/// .mib of Quantum Detectors' Merlin (Medipix3), read only.
///
/// Frame after frame, each with a header of ASCII fields between commas (384 bytes for one chip, 768 for four), then the
/// pixels, big-endian, the lowest row of the detector first. Fields, from 0: `MQ1`, frame number, length of the header,
/// number of chips, width, height, number type (`U08`, `U16`, `U32`; `R64` for raw counters), layout of the chips; from
/// the end: the frame's time (ISO 8601), its exposure in ns, the counter's depth in bits. There is no calibration, and
/// the scan is not said: `MerlinScan` guesses it. An unfinished frame at the end is left out.
enum MerlinFile {
    /// - Throws: `FormatError` that names the file, the key and the mend.
    static func read(_ url: URL) throws -> Dataset {
        let file = try FlatFile(url)
        let header = try Header(file, frameStart: 0)
        let frame = header.frameLength
        guard file.size >= frame else {
            throw FormatError.truncated(file: file.file, expected: frame, found: file.size)
        }
        let count = file.size / frame
        let guess = try MerlinScan.guess(file, header: header, frames: count)
        let scan = guess.shape
        let shape = ObservationShape(
            scanY: scan.y, scanX: scan.x, detectorY: header.height, detectorX: header.width)
        var warnings = [guess.reason]
        if file.size % frame != 0 { warnings.append("the last frame is incomplete and is left out") }
        if count > scan.y * scan.x {
            warnings.append("\(count - scan.y * scan.x) frames after the last full line are left out")
        }
        let rows = FrameRows(
            file, shape: shape,
            layout: .init(start: 0, header: header.length, number: header.number, isBottomUp: true))
        return Dataset(
            name: url.deletingPathExtension().lastPathComponent, observations: rows, storage: header.storage,
            calibration: .none, truth: nil, beams: nil, provenance: Provenance(measured: warnings))
    }

    /// The header of a frame.
    struct Header {
        let length: Int
        let width: Int
        let height: Int
        let number: BinaryNumber
        let storage: Dataset.Storage
        /// Seconds of the day at which the frame was taken; nil where the header does not say.
        let time: Double?

        var frameLength: Int { length + width * height * number.size }

        init(_ file: FlatFile, frameStart: Int) throws {
            func malformed(_ key: String, _ problem: String, _ mend: String) -> FormatError {
                .malformed(file: file.file, key: "header \(key)", problem: problem, mend: mend)
            }
            let copy = "copy the file again, or save it with the Merlin software"
            func text(_ count: Int) throws -> [String] {
                let bytes = try file.bytes(frameStart, count: min(count, file.size - frameStart))
                let header = String(decoding: bytes, as: UTF8.self)
                return header.split(separator: ",", omittingEmptySubsequences: false).map {
                    String($0.drop(while: \.isWhitespace))
                }
            }
            let start = try text(384)
            guard start.count > 7, start[0] == "MQ1" else { throw malformed("MQ1", "is missing", copy) }
            guard let length = Int(start[2]), (64...65_536).contains(length) else {
                throw malformed("length", "is \(start[2])", copy)
            }
            guard let width = Int(start[4]), let height = Int(start[5]), (1...16_384).contains(width),
                (1...16_384).contains(height)
            else { throw malformed("size", "is \(start[4]) × \(start[5]) pixels", copy) }
            switch start[6] {
            case "U08": (number, storage) = (.uint8, .uint8)
            case "U16": (number, storage) = (BinaryNumber(kind: .unsigned, size: 2, isBigEndian: true), .uint16)
            case "U32": (number, storage) = (BinaryNumber(kind: .unsigned, size: 4, isBigEndian: true), .float32)
            case "R64":
                throw malformed(
                    "type", "is R64, the chips' raw counters",
                    "save it processed (U08, U16 or U32) with the Merlin software")
            default: throw malformed("type", "is \(start[6])", "save it as U08, U16 or U32 with the Merlin software")
            }
            self.length = length
            self.width = width
            self.height = height
            time = try Self.time(length > 384 ? text(length) : start)
        }

        /// From the field that follows the layout's name near the end, such as 2019-05-16T14:01:29.123456789Z.
        private static func time(_ fields: [String]) -> Double? {
            guard let stamp = fields.suffix(8).first(where: { $0.contains("T") && $0.contains(":") }) else {
                return nil
            }
            let parts = stamp.split(separator: "T").last?.split(separator: ":").map {
                Double($0.prefix { $0.isNumber || $0 == "." })
            }
            guard let parts, parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2]
            else {
                return nil
            }
            return hours * 3600 + minutes * 60 + seconds
        }
    }
}
