public import Arrays

/// Diffracted intensities at every scan position, before any detector: the incident beam is 1.
public struct Beams: Sendable {
    /// Beam positions, Å⁻¹, sorted by ky, then kx.
    public let ky: [Double]
    public let kx: [Double]
    /// Scan position × beam.
    public let intensity: Matrix<Float>
    /// Miller indices of each beam in each crystal that has it ("A 2 -2 0", "B 0 2 2"); empty for double diffraction.
    public let labels: [String]
    /// Counts in a pattern for each unit of intensity: the scale that the detector chose; nil before any detector.
    public let countsPerIncidentBeam: Double?

    /// - Precondition: all arrays agree in the number of beams.
    public init(
        ky: [Double], kx: [Double], intensity: Matrix<Float>, labels: [String], countsPerIncidentBeam: Double? = nil
    ) {
        precondition(ky.count == kx.count && ky.count == intensity.columns && labels.count == ky.count)
        self.ky = ky
        self.kx = kx
        self.intensity = intensity
        self.labels = labels
        self.countsPerIncidentBeam = countsPerIncidentBeam
    }

    /// The same beams, with the scale of the patterns that a detector made of them.
    public func recorded(countsPerIncidentBeam scale: Double) -> Beams {
        Beams(ky: ky, kx: kx, intensity: intensity, labels: labels, countsPerIncidentBeam: scale)
    }
}
