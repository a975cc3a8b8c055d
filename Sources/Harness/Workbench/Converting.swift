internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials

extension Workbench {
    /// What a conversion made.
    public struct ConversionSummary: Codable, Sendable {
        public var input: String
        public var output: String
        /// Scan y, scan x, detector y, detector x.
        public var shape: [Int]
        /// Number type of the file that was written: uint8, uint16, float32.
        public var storage: String
        /// What the output does not keep of the input, and what the input does not say, in words.
        public var notes: [String]
        /// What counts were multiplied by; nil where they are stored as they are.
        public var scale: Double?
        /// Counts; nil as above.
        public var largestRoundingError: Double?
        public var seconds: Double
    }

    /// How a file becomes another.
    public struct Conversion: Sendable {
        /// "30x60", for files that do not say their scan.
        public var scan: String?
        /// Leaves truth, beams and provenance out.
        public var isBlind: Bool

        public init(scan: String? = nil, isBlind: Bool = false) {
            self.scan = scan
            self.isBlind = isBlind
        }
    }

    /// Writes a dataset of any readable kind in the format that the output's name says.
    ///
    /// - Throws: `HarnessError`, `FormatError`.
    public func convert(_ input: URL, to output: URL, _ conversion: Conversion) throws -> ConversionSummary {
        let format = try DatasetFormat(of: output)
        try Folder.requireWritable(for: output, apartFrom: [input])
        let clock = StageClock()
        let read = try DatasetFile.read(input, scan: Self.scan(conversion.scan))
        let dataset = conversion.isBlind ? read.blind : read
        reporter.begin("converting \(input.lastPathComponent)")
        let loss = try clock.measure {
            do {
                return try format.write(dataset, to: output, progress: reporter.progress)
            } catch is Cancelled {
                throw HarnessError.stopped(goOn: "nothing was written; run the same command again")
            }
        }
        let shape = dataset.shape
        return ConversionSummary(
            input: input.path, output: output.path,
            shape: [shape.scanY, shape.scanX, shape.detectorY, shape.detectorX],
            storage: format == .blo ? Dataset.Storage.uint8.rawValue : dataset.storage.rawValue,
            notes: (read.provenance.model.isEmpty ? read.provenance.warnings : []) + loss.notes, scale: loss.scale,
            largestRoundingError: loss.largestRoundingError, seconds: clock.seconds)
    }

    /// - Throws: `HarnessError.badOption` for what is no scan.
    static func scan(_ text: String?) throws -> ScanShape? {
        guard let text else { return nil }
        guard let scan = ScanShape(text: text) else {
            throw HarnessError.badOption(name: "--scan", value: text, mend: "give lines × positions, such as 30x60")
        }
        return scan
    }
}

extension Dataset {
    /// The dataset without all that a method must not see.
    var blind: Dataset {
        Dataset(
            name: name, observations: observations, storage: storage, calibration: calibration, truth: nil, beams: nil,
            provenance: Provenance(model: "", digests: [:], seed: 0, versions: [:]))
    }
}
