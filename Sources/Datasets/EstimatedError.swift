/// How far beam intensities are expected to be from those of an ideal computation, as a share of the incident beam.
///
/// It covers how finely the physics was computed, not whether it is the right physics.
public struct EstimatedError: Hashable, Sendable, Codable {
    /// What each setting leaves, by its name: "slices", "band limit", "azimuths", "precision".
    public let parts: [String: Double]

    public init(parts: [String: Double]) { self.parts = parts }

    /// The sum of the parts: the most that they can add up to.
    public var total: Double { parts.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }
}
