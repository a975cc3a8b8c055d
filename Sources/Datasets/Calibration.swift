/// A uniform axis: value at index i is `offset + i * scale`.
public struct Axis: Hashable, Sendable, Codable {
    public let name: String
    /// Step, in `units`.
    public let scale: Double
    /// Value at index 0, in `units`.
    public let offset: Double
    /// Unit as HyperSpy writes it: "nm" for the scan, "A^-1" for the detector, "px" where there is no calibration.
    public let units: String

    public init(name: String, scale: Double, offset: Double, units: String) {
        self.name = name
        self.scale = scale
        self.offset = offset
        self.units = units
    }
}

/// The four calibrated axes of a dataset, in array order, and the beam energy.
public struct Calibration: Hashable, Sendable, Codable {
    public let scanY: Axis
    public let scanX: Axis
    public let detectorY: Axis
    public let detectorX: Axis
    /// Accelerating voltage, kV; nil for models without physics.
    public let beamEnergy: Double?
    /// Precession angle, mrad; nil for models without physics.
    public let precessionAngle: Double?

    public init(
        scanY: Axis, scanX: Axis, detectorY: Axis, detectorX: Axis, beamEnergy: Double? = nil,
        precessionAngle: Double? = nil
    ) {
        self.scanY = scanY
        self.scanX = scanX
        self.detectorY = detectorY
        self.detectorX = detectorX
        self.beamEnergy = beamEnergy
        self.precessionAngle = precessionAngle
    }

    public var axes: [Axis] { [scanY, scanX, detectorY, detectorX] }
}
