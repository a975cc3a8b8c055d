internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
public import FoundationEssentials
internal import Quantities

extension Workbench {
    /// What images were made.
    public struct VirtualImagingSummary: Codable, Sendable {
        public var data: String
        public var output: String
        /// Scan y, scan x.
        public var shape: [Int]
        /// In the order of the output.
        public var images: [Image]
        public var seconds: Double

        public struct Image: Codable, Sendable {
            public var name: String
            /// bright-field, dark-field or chosen.
            public var kind: String
            public var discs: Int
            public var pixels: Int
            /// Counts.
            public var smallest: Double
            public var largest: Double
            public var mean: Double
        }
    }

    /// Which virtual images are made, in this order.
    public struct VirtualImaging: Sendable {
        public var brightField: Bool
        /// Reflections by their names, such as "A 2 -2 0".
        public var darkField: [String]
        /// "ky, kx, radius unit".
        public var apertures: [String]
        /// Of the discs around the direct beam and named reflections, with its unit; the truth's when nil.
        public var radius: String?
        /// "30x60", for data that do not say their scan.
        public var scan: String?

        public init(
            brightField: Bool = false, darkField: [String] = [], apertures: [String] = [], radius: String? = nil,
            scan: String? = nil
        ) {
            self.brightField = brightField
            self.darkField = darkField
            self.apertures = apertures
            self.radius = radius
            self.scan = scan
        }
    }

    /// Makes virtual bright-field and dark-field images of a dataset of any readable kind, in one pass over it.
    ///
    /// Where nothing is asked for, bright field and a dark field for each crystal are made.
    /// - Throws: `HarnessError`, `FormatError`.
    public func virtualImages(
        _ data: URL, _ wanted: VirtualImaging, to output: URL
    ) throws -> VirtualImagingSummary {
        let format = try VirtualImageFormat(of: output)
        let claim = try OutputClaim(output, apartFrom: [data])
        defer { claim.release() }
        let dataset = try DatasetFile.read(data, scan: Self.scan(wanted.scan))
        let apertures = try ChosenApertures(dataset: dataset, file: data.path).apertures(wanted)
        reporter.begin("virtual images of \(data.lastPathComponent)")
        let clock = StageClock()
        let images: VirtualImages
        do {
            images = try clock.measure {
                try dataset.virtualImages(
                    through: apertures,
                    of: StoppableRows(source: dataset.observations, progress: reporter.progress, what: "patterns"))
            }
        } catch let error as DetectionError {
            throw HarnessError.unfit(file: data.path, problem: "\(error)")
        } catch is Cancelled {
            throw HarnessError.stopped(goOn: "nothing was written; run the same command again")
        }
        try format.write(images, to: output)
        return VirtualImagingSummary(
            data: data.path, output: output.path, shape: [images.scanY, images.scanX],
            images: images.images.map { image in
                .init(
                    name: image.aperture.name, kind: image.aperture.kind.rawValue, discs: image.aperture.discs.count,
                    pixels: image.aperture.pixels(on: dataset.shape).count, smallest: image.values.min() ?? 0,
                    largest: image.values.max() ?? 0,
                    mean: image.values.reduce(0, +) / Double(max(1, image.values.count)))
            }, seconds: clock.seconds)
    }
}
