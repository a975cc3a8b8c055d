internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
internal import FoundationEssentials
internal import Modelling
internal import Records

/// A dataset's file in the run's folder.
struct DatasetOnDisk {
    let url: URL
    let key: StageKey
    let entry: RunRecord.DatasetEntry
    let warnings: [String]
    /// What the patterns of measured data are corrected for after the learning.
    let distortion: Distortion

    /// Makes the dataset, or takes it from the cache, and puts it into `data/` of the run's folder.
    init(_ source: Modelling.DatasetEntry, stage: DatasetStage, folder: URL) throws {
        let path = "data/\(source.name).hspy"
        let file = folder.appending(path: path)
        let clock = StageClock()
        let key = try stage.key(name: source.name, model: source.model, modelFile: source.file)
        let (stored, cached) = try clock.measure {
            try stage.cache.file(key) { url in
                let dataset = try stage.dataset(name: source.name, model: source.model, modelFile: source.file)
                try DatasetFile.write(dataset, to: url, progress: stage.progress)
            }
        }
        try FileCopy.place(stored, at: file)
        let made = try DatasetFile.read(file, isOwn: true)
        self.key = key
        url = file
        let images = try clock.measure {
            try VirtualImageStage(cache: stage.cache).place(made, key: key, in: folder)
        }
        entry = RunRecord.DatasetEntry(
            name: source.name, title: source.title, model: Self.model(source, made), digest: key.digest, file: path,
            seconds: cached ? 0 : clock.seconds, cached: cached, beside: source.beside,
            virtualImages: images)
        warnings = made.provenance.warnings.map { "\(source.name): \($0)" }
        if case .measured(let measured) = source.model { distortion = measured.distortion } else { distortion = .none }
    }

    /// The model as it is now: the file may come from the cache, made when what has no effect on the data was another.
    private static func model(_ source: Modelling.DatasetEntry, _ made: Dataset) -> String {
        guard case .measured(let measured) = source.model, let digest = made.provenance.digests["file"] else {
            return made.provenance.model
        }
        return DatasetModel.measured(measured.holding(sha256: digest)).resolvedYAML
    }

    /// Numbers that are held in memory, 2 GiB: what is larger is read from its file block by block.
    private static let inMemory = 1 << 29

    /// The dataset, with its observations in memory where they fit.
    func load() throws -> Dataset {
        let file = try DatasetFile.read(url, isOwn: true)
        guard file.shape.rowCount * file.shape.columnCount <= Self.inMemory else { return file }
        return Dataset(
            name: file.name, observations: InMemoryRows(shape: file.shape, values: try file.observations.matrix()),
            storage: file.storage, calibration: file.calibration, truth: file.truth, beams: file.beams,
            provenance: file.provenance)
    }
}
