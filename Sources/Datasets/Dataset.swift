public import Arrays

/// A scanning diffraction dataset: observations with calibrated axes and, where it is known, the truth about them.
public struct Dataset: Sendable {
    /// What the dataset is called: the stem of its model's file.
    public let name: String
    /// Observations by row blocks; `observations.shape` gives the four lengths.
    public let observations: any RowSource
    /// How each number is stored in a file.
    public let storage: Storage
    public let calibration: Calibration
    public let truth: GroundTruth?
    /// The beam intensities behind the patterns, for simulated crystals.
    public let beams: Beams?
    public let provenance: Provenance

    public init(
        name: String, observations: any RowSource, storage: Storage, calibration: Calibration, truth: GroundTruth?,
        beams: Beams?, provenance: Provenance
    ) {
        self.name = name
        self.observations = observations
        self.storage = storage
        self.calibration = calibration
        self.truth = truth
        self.beams = beams
        self.provenance = provenance
    }

    public var shape: ObservationShape { observations.shape }

    /// Number type of the observations in a file.
    public enum Storage: String, Sendable, Codable {
        case uint8, uint16, float32
    }
}
