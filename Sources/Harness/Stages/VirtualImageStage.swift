internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
internal import FoundationEssentials

/// Virtual bright and dark field of a dataset in an experiment's folder, so that the page can show them beside maps.
struct VirtualImageStage {
    let cache: StageCache

    /// Makes the images, or takes them from the cache, and puts them into `results/`.
    ///
    /// - Parameter key: of the dataset.
    /// - Returns: the file's path relative to the run's folder; nil for a line, and where no truth says where reflections are.
    func place(_ dataset: Dataset, key: StageKey, in folder: URL) throws -> String? {
        guard let truth = dataset.truth, dataset.shape.scanY > 1, dataset.shape.scanX > 1 else { return nil }
        let apertures = VirtualAperture.standard(of: truth).filter { !$0.pixels(on: dataset.shape).isEmpty }
        guard apertures.contains(where: { $0.kind == .darkField }) else { return nil }
        let (stored, _) = try cache.file(StageKey(stage: .virtualImages, inputs: [key.digest])) { url in
            try VirtualImageFile.write(dataset.virtualImages(through: apertures), to: url)
        }
        let path = "results/\(dataset.name)--virtual.h5"
        try FileCopy.place(stored, at: folder.appending(path: path))
        return path
    }
}
