internal import Arrays
internal import Datasets
internal import Modelling

/// `job.json`: what a method outside Twinbench is told about its observations. Lengths in array order: y before x.
struct JobDescription: Encodable {
    let schema = 1
    let scan: [Int]
    let detector: [Int]
    /// Of `observations.npy`: scan positions, and pixels of a pattern.
    let rows: Int
    let pixels: Int
    let calibration: Calibration
    let options: JSONValue
    let seed: UInt64
    let threads: Int

    struct Calibration: Encodable {
        let scanY, scanX, detectorY, detectorX: Axis
        /// kV; left out for models without physics.
        let beamEnergy: Double?
        /// mrad; left out for models without physics.
        let precessionAngle: Double?

        enum CodingKeys: String, CodingKey {
            case scanY = "scan-y"
            case scanX = "scan-x"
            case detectorY = "detector-y"
            case detectorX = "detector-x"
            case beamEnergy = "beam-energy-kV"
            case precessionAngle = "precession-angle-mrad"
        }
    }

    init(_ model: OutsideMethodModel, data: Dataset, seed: Seed) {
        let (shape, axes) = (data.shape, data.calibration)
        scan = [shape.scanY, shape.scanX]
        detector = [shape.detectorY, shape.detectorX]
        rows = shape.rowCount
        pixels = shape.columnCount
        calibration = Calibration(
            scanY: axes.scanY, scanX: axes.scanX, detectorY: axes.detectorY, detectorX: axes.detectorX,
            beamEnergy: axes.beamEnergy, precessionAngle: axes.precessionAngle)
        options = model.optionsAsJSON
        self.seed = seed.value
        threads = Threads.count
    }
}
