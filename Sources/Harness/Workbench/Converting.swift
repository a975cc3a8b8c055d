internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials
internal import Quantities

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
        /// How far patterns were moved, pixels; nil where they were not.
        public var largestShift: Double?
        public var rmsShift: Double?
        public var seconds: Double
    }

    /// How a file becomes another.
    public struct Conversion: Sendable {
        /// "30x60", for files that do not say their scan.
        public var scan: String?
        /// Leaves truth, beams and provenance out.
        public var isBlind: Bool
        /// Moves the direct beam of each pattern to the detector's centre.
        public var isAligned: Bool
        /// Radius of the direct beam's surroundings, such as "8 px"; a twentieth of the detector when nil.
        public var beamRadius: String?

        public init(scan: String? = nil, isBlind: Bool = false, isAligned: Bool = false, beamRadius: String? = nil) {
            self.scan = scan
            self.isBlind = isBlind
            self.isAligned = isAligned
            self.beamRadius = beamRadius
        }
    }

    /// Writes a dataset of any readable kind in the format that the output's name says.
    ///
    /// - Throws: `HarnessError`, `FormatError`.
    public func convert(_ input: URL, to output: URL, _ conversion: Conversion) throws -> ConversionSummary {
        let format = try DatasetFormat(of: output)
        let claim = try OutputClaim(output, apartFrom: [input])
        defer { claim.release() }
        let clock = StageClock()
        let read = try DatasetFile.read(input, scan: Self.scan(conversion.scan))
        let radius = try Self.beamRadius(conversion.beamRadius)
        var dataset = conversion.isBlind ? read.blind : read
        var moved: Alignment.Shifts?
        reporter.begin("converting \(input.lastPathComponent)")
        let loss = try clock.measure {
            do {
                if conversion.isAligned {
                    let aligned = try Alignment.aligned(dataset, radius: radius, progress: reporter.progress)
                    (dataset, moved) = (aligned.dataset, aligned.shifts)
                }
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
            notes: (read.provenance.model.isEmpty ? read.provenance.warnings : [])
                + (moved.map(Self.note).map { [$0] } ?? [])
                + loss.notes, scale: loss.scale, largestRoundingError: loss.largestRoundingError,
            largestShift: moved?.largest, rmsShift: moved?.rms, seconds: clock.seconds)
    }

    private static func note(_ shifts: Alignment.Shifts) -> String {
        func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
        return
            "patterns were moved by \(rounded(shifts.rms)) px (rms), at most \(rounded(shifts.largest)) px, bilinearly"
    }

    private static func beamRadius(_ text: String?) throws -> Double? {
        guard let text else { return nil }
        let mend = "give pixels, such as \"8 px\""
        guard let radius = try? PixelLength(text: text), radius.value >= 1.5, radius.value <= 1000 else {
            throw HarnessError.badOption(name: "--beam-radius", value: text, mend: mend)
        }
        return radius.value
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
