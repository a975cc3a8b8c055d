/// A known truth with one artefact planted in it, and what a metric reads of it: the picture of the metric's page.
public struct PlantedExample: Sendable {
    /// What was planted, in a sentence.
    public let planted: String
    public let picture: Picture
    /// nil where the metric is undefined.
    public let value: Double?

    public enum Picture: Sendable {
        /// A map along the scan.
        case profile(truth: [Double], estimate: [Double])
        /// Square patterns, row by row.
        case patterns(truth: [Double], estimate: [Double], side: Int)
        /// Singular values, descending.
        case scree([Double])
    }

    public init(planted: String, picture: Picture, value: Double?) {
        self.planted = planted
        self.picture = picture
        self.value = value
    }
}
