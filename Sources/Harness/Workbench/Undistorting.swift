internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
public import FoundationEssentials
internal import Quantities

extension Workbench {
    /// What was corrected.
    public struct UndistortionSummary: Codable, Sendable {
        public var result: String
        /// nil where nothing was written.
        public var output: String?
        public var sources: Int
        /// The distortion in words, as a model writes it.
        public var distortion: String
        /// Percent; 0 for none.
        public var stretch: Double
        /// Degrees, from +x to +y.
        public var axis: Double
        public var rotation: Double
        /// x, y of the direct beam, pixels.
        public var centre: [Double]
        /// Of a fit to spots.
        public var fit: Fit?

        public struct Fit: Codable, Sendable {
            public var spots: Int
            /// Root mean square, pixels.
            public var residual: Double
            /// Pixels a unit of kx and ky, or the ring's radius in pixels.
            public var scale: Double
            /// Whether the spots lie on a ring, which says nothing of a rotation.
            public var isRing: Bool

            enum CodingKeys: String, CodingKey {
                case spots, residual, scale
                case isRing = "ring"
            }
        }
    }

    /// Corrects the patterns of a result for the detector's distortion; maps stay as they are.
    ///
    /// - Parameters:
    ///   - centre: "x,y" of the direct beam in pixels; by default what a model says, else pixel n/2.
    ///   - output: nil to say the distortion only.
    /// - Throws: `HarnessError`, `FormatError`, `ModelError`.
    public static func undistort(
        _ result: URL, by source: DistortionSource, centre: String?, output: URL?
    ) throws -> UndistortionSummary {
        let claim = try output.map { try OutputClaim($0, apartFrom: [result] + source.files) }
        defer { claim?.release() }
        guard !Folder.isFolder(result) else {
            throw HarnessError.unfit(
                file: result.path,
                problem: "is a folder; give a result file, which learn writes with a method file, too")
        }
        let estimate = try ResultFile.read(result)
        if let correction = estimate.correction {
            throw HarnessError.unfit(
                file: result.path, problem: "was corrected already, for \(correction); give the result as learned")
        }
        let (correction, fit) = try source.correction(of: estimate, file: result, centre: centre)
        if let output { try ResultFile.write(correction.applied(to: estimate), to: output) }
        let (distortion, place) = (correction.distortion, correction.directBeam)
        let degree = Double.pi / 180
        return UndistortionSummary(
            result: result.path, output: output?.path, sources: estimate.patterns.rows,
            distortion: "\(distortion)", stretch: (distortion.ellipticity?.stretch.value ?? 0) * 100,
            axis: (distortion.ellipticity?.axis.value ?? 0) / degree,
            rotation: (distortion.rotation?.value ?? 0) / degree, centre: [place.x, place.y],
            fit: fit.map {
                .init(spots: $0.count, residual: $0.residual, scale: $0.scale, isRing: $0.distortion.rotation == nil)
            })
    }
}
