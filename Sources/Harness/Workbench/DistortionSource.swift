internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
public import FoundationEssentials
internal import Modelling
internal import Quantities

extension Workbench {
    /// Where the distortion comes from that patterns are corrected for.
    public enum DistortionSource: Sendable {
        /// As in a model: "5 %" along "30 deg", after a turn; what is nil is not there.
        case given(stretch: String?, axis: String?, rotation: String?)
        /// A model file, or a dataset that holds its model.
        case model(URL)
        /// A text file of spots on a result's patterns: x, y in pixels of spots on one circle, or x, y, kx, ky of spots whose
        /// positions are known.
        case spots(URL)
    }
}

extension Workbench.DistortionSource {
    var files: [URL] {
        switch self {
        case .given: []
        case .model(let url), .spots(let url): [url]
        }
    }

    /// - Parameters:
    ///   - file: the result, for messages.
    ///   - centre: "x,y" of the direct beam, pixels.
    func correction(
        of estimate: StoredEstimate, file: URL, centre: String?
    ) throws -> (correction: Undistortion, fit: DistortionFit?) {
        let shape = estimate.shape
        let given = try centre.map { try Self.place($0) }
        let place = given ?? CentralBeam.Place(y: Double(shape.detectorY / 2), x: Double(shape.detectorX / 2))
        switch self {
        case .given(let stretch, let axis, let rotation):
            let distortion = try Self.distortion(stretch: stretch, axis: axis, rotation: rotation)
            return (Undistortion(distortion, directBeam: place), nil)
        case .model(let url):
            let found = try Self.correction(model: url, result: file, pixels: [shape.detectorY, shape.detectorX])
            return (given.map { Undistortion(found.distortion, directBeam: $0) } ?? found, nil)
        case .spots(let url):
            let fit = try Self.fit(url, centre: place)
            return (Undistortion(fit.distortion, directBeam: place), fit)
        }
    }

    private static func distortion(stretch: String?, axis: String?, rotation: String?) throws -> Distortion {
        let turn: Angle? = try rotation.map { try quantity("--rotation", $0) }
        do {
            guard let stretch else { return try Distortion(rotation: turn) }
            let ellipticity = try Ellipticity(
                stretch: quantity("--stretch", stretch), axis: quantity("--axis", axis ?? "0 deg"))
            return try Distortion(rotation: turn, ellipticity: ellipticity)
        } catch DetectionError.outOfRange(let key, let value, let allowed) {
            throw HarnessError.badOption(name: "--\(key)", value: value, mend: "use \(allowed)")
        }
    }

    private static func quantity<D>(_ option: String, _ text: String) throws -> Quantity<D> {
        do {
            return try Quantity(text: text)
        } catch {
            throw HarnessError.badOption(name: option, value: text, mend: "\(error)")
        }
    }

    private static func place(_ text: String) throws -> CentralBeam.Place {
        let numbers = text.split(separator: ",").map { Double($0.filter { !$0.isWhitespace }) }
        guard numbers.count == 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else {
            throw HarnessError.badOption(
                name: "--centre", value: text, mend: "give x,y of the direct beam in pixels, such as 128,127.5")
        }
        return CentralBeam.Place(y: y, x: x)
    }

    /// The distortion of a model file or a dataset, about the direct beam's place there.
    private static func correction(model url: URL, result: URL, pixels: [Int]) throws -> Undistortion {
        let mend = "give --stretch and --axis, or --spots"
        let kind = try FileKind.detect(url)
        let dataset = kind == .dataset ? try DatasetFile.read(url) : nil
        let text = dataset?.provenance.model
        guard kind == .yaml || text?.isEmpty == false else {
            throw HarnessError.unfit(file: url.path, problem: "is no model and holds none; \(mend)")
        }
        let model = try text.map { try DatasetModel(text: $0, file: url.path) } ?? DatasetModel(file: url.path)
        guard !model.distortion.isNone else {
            throw HarnessError.unfit(file: url.path, problem: "says no distortion; \(mend)")
        }
        var found = Undistortion(
            model.distortion, directBeam: CentralBeam.Place(y: Double(pixels[0] / 2), x: Double(pixels[1] / 2)))
        var wanted = pixels
        if let dataset {
            wanted = [dataset.shape.detectorY, dataset.shape.detectorX]
            found = Undistortion(model.distortion, of: dataset)
        } else if let detector = model.simulated?.detector {
            wanted = [detector.rows, detector.columns]
            found = Undistortion(
                model.distortion, directBeam: CentralBeam.Place(y: detector.centerY, x: detector.centerX))
        }
        guard wanted == pixels else { throw HarnessError.shapesDiffer(result: result.path, data: url.path) }
        return found
    }

    private static func fit(_ url: URL, centre: CentralBeam.Place) throws -> DistortionFit {
        let rows = try NumberTable.read(url, columns: [2, 4])
        let measured = rows.map { SIMD2($0[0] - centre.x, $0[1] - centre.y) }
        do {
            return rows[0].count == 4
                ? try DistortionFit(measured: measured, known: rows.map { SIMD2($0[2], $0[3]) })
                : try DistortionFit(ring: measured)
        } catch {
            throw HarnessError.unfit(file: url.path, problem: "\(error)")
        }
    }
}
