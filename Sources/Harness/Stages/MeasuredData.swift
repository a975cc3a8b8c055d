internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
internal import FoundationEssentials
internal import Modelling
internal import Records

/// Data that the user brings: read, held against their digest, and aligned where the model asks for it.
struct MeasuredData {
    let model: MeasuredModel
    /// Where the model was read; a relative path starts at its folder.
    let modelFile: String

    private var url: URL { URL(filePath: model.path(modelFile: modelFile)) }

    /// The file's digest, which is the one that is asked for.
    ///
    /// - Throws: `HarnessError.noData`, `HarnessError.otherDigest`.
    func digest() throws -> String {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw HarnessError.noData(file: model.path(modelFile: modelFile), source: model.source)
        }
        guard let found = Digest.ofFile(url) else {
            throw FormatError.cannotRead(file: url.path, reason: "check its permissions")
        }
        if let expected = model.sha256, expected != found {
            throw HarnessError.otherDigest(file: url.path, found: found, expected: expected)
        }
        return found
    }

    /// Scan y, scan x, detector y, detector x.
    func shape() throws -> [Int] {
        let shape = try DatasetFile.read(url, scan: Workbench.scan(model.scan)).shape
        return [shape.scanY, shape.scanX, shape.detectorY, shape.detectorX]
    }

    /// The data without any truth; observations stay in their file.
    ///
    /// - Throws: as `digest()`; `FormatError`; `Cancelled`.
    func dataset(name: String, progress: Progress) throws -> Dataset {
        let digest = try digest()
        let read = try DatasetFile.read(url, scan: Workbench.scan(model.scan))
        let aligned = model.align ? try Alignment.aligned(read, radius: nil, progress: progress).dataset : read
        return Dataset(
            name: name, observations: aligned.observations, storage: aligned.storage,
            calibration: aligned.calibration, truth: nil, beams: nil,
            provenance: Provenance(
                model: DatasetModel.measured(model.holding(sha256: digest)).resolvedYAML,
                digests: ["model": digest, "file": digest], seed: 1,
                versions: ["twinbench": TwinbenchVersion.current, "dataset": "\(Stage.dataset.revision)"],
                warnings: aligned.provenance.model.isEmpty ? aligned.provenance.warnings : []))
    }
}
