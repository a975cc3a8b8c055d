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
        let middle = [dataset.shape.detectorY / 2, dataset.shape.detectorX / 2].map(Double.init)
        let place = dataset.directBeam ?? middle
        self.init(distortion, directBeam: CentralBeam.Place(y: place[0], x: place[1]))
    }

    /// The estimate with corrected patterns; maps stay as they are.
    func applied(to estimate: StoredEstimate) -> StoredEstimate {
        estimate.corrected(
            patterns: distortion.corrected(estimate.patterns, shape: estimate.shape, directBeam: directBeam),
            for: "\(distortion), about (\(directBeam.x), \(directBeam.y))")
    }
}
