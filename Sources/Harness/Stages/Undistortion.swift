internal import Arrays
internal import Datasets
internal import Detection

/// The correction of learned patterns for a distortion about the direct beam.
struct Undistortion {
    let distortion: Distortion
    let directBeam: CentralBeam.Place

    init(_ distortion: Distortion, directBeam: CentralBeam.Place) {
        self.distortion = distortion
        self.directBeam = directBeam
    }

    /// About the place that the dataset's calibration calls zero; about pixel n/2 where it says none on the detector.
    init(_ distortion: Distortion, of dataset: Dataset) {
        func zero(_ axis: Axis, _ length: Int) -> Double {
            let place = -axis.offset / axis.scale
            return place > 0 && place < Double(length - 1) ? place : Double(length / 2)
        }
        self.init(
            distortion,
            directBeam: CentralBeam.Place(
                y: zero(dataset.calibration.detectorY, dataset.shape.detectorY),
                x: zero(dataset.calibration.detectorX, dataset.shape.detectorX)))
    }

    /// The estimate with corrected patterns; maps stay as they are.
    func applied(to estimate: StoredEstimate) -> StoredEstimate {
        estimate.corrected(
            patterns: distortion.corrected(estimate.patterns, shape: estimate.shape, directBeam: directBeam),
            for: "\(distortion), about (\(directBeam.x), \(directBeam.y))")
    }
}
