internal import Arrays
internal import Datasets
internal import Detection
internal import Quantities

/// Moves the direct beam of each pattern of a dataset to the detector's centre, the one change that measured data get
/// before anything is learnt from them.
enum Alignment {
    /// How far patterns moved.
    struct Shifts {
        let largest: Double
        let rms: Double
    }

    /// The dataset with patterns that are shifted as they are read; their values are no whole numbers any more. The
    /// calibration's zero lies on pixel n/2.
    ///
    /// - Parameter radius: of the direct beam's surroundings, pixels; by default a twentieth of the detector.
    /// - Throws: `Cancelled`; what reading the observations throws.
    static func aligned(
        _ dataset: Dataset, radius: Double?, progress: Progress
    ) throws -> (dataset: Dataset, shifts: Shifts) {
        let shape = dataset.shape
        let places = try CentralBeam(radius: radius, shape: shape).places(
            in: dataset.observations, progress: progress)
        let distances = places.map { place in
            let (dy, dx) = (place.y - Double(shape.detectorY / 2), place.x - Double(shape.detectorX / 2))
            return (dy * dy + dx * dx).squareRoot()
        }
        let mean = distances.reduce(0) { $0 + $1 * $1 } / Double(max(1, distances.count))
        func centred(_ axis: Axis, _ length: Int) -> Axis {
            Axis(name: axis.name, scale: axis.scale, offset: -Double(length / 2) * axis.scale, units: axis.units)
        }
        let old = dataset.calibration
        let calibration = Calibration(
            scanY: old.scanY, scanX: old.scanX, detectorY: centred(old.detectorY, shape.detectorY),
            detectorX: centred(old.detectorX, shape.detectorX), beamEnergy: old.beamEnergy,
            precessionAngle: old.precessionAngle)
        let aligned = Dataset(
            name: dataset.name, observations: AlignedRows(dataset.observations, places: places), storage: .float32,
            calibration: calibration, truth: dataset.truth, beams: dataset.beams, provenance: dataset.provenance)
        return (aligned, Shifts(largest: distances.max() ?? 0, rms: mean.squareRoot()))
    }
}
