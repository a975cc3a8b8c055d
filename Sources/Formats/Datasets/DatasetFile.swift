public import Arrays
public import Datasets
public import FoundationEssentials

/// A dataset in one file that HyperSpy, pyxem and (under a name that ends in .h5) py4DSTEM open, with its truth beside it.
///
/// The layout: HyperSpy's (file format 3.3) under `/Experiments`, py4DSTEM's EMD 1.0 tree under `/datacube_root` over
/// the same bytes, and our own `/Truth`, `/Beams` and `/Provenance`. The same dataset always gives the same bytes.
public enum DatasetFile {
    /// Writes `dataset`, block by block, by a temporary name in the folder of `url`.
    ///
    /// Values are rounded where `dataset.storage` is an integer type.
    ///
    /// - Throws: `FormatError.cannotWrite` when the file cannot be made or a value does not fit the storage;
    ///   `FormatError.malformed` when the truth or the beams have other sizes than the observations; `Cancelled`.
    public static func write(_ dataset: Dataset, to url: URL, progress: Progress = .none) throws {
        try TruthLayout.validate(dataset, file: url.path)
        try HDF5File.write(to: url) { root in
            let data = try HyperSpyLayout.write(dataset, to: root)
            try EMDLayout.write(dataset, data: data, to: root)
            try ObservationWriter(data: data, storage: dataset.storage, shape: dataset.shape)
                .write(dataset.observations, progress: progress)
            if let truth = dataset.truth { try TruthLayout.write(truth, shape: dataset.shape, to: root) }
            if let beams = dataset.beams { try BeamsLayout.write(beams, shape: dataset.shape, to: root) }
            try ProvenanceLayout.write(dataset.provenance, to: root)
        }
    }

    /// Reads a dataset of any kind: .hspy, also of HyperSpy's own making, .blo, .mib, .npy with its axes beside it, and EMD
    /// of py4DSTEM, judged by what is in the file. Observations stay in the file and are read block by block.
    ///
    /// A HyperSpy signal must be two-dimensional, its navigation one- or two-dimensional (a stack becomes a scan of one
    /// line). Where the file holds no truth, beams or provenance, these are nil or empty.
    ///
    /// - Parameters:
    ///   - scan: the scan's lengths, where the file does not say them or says others.
    ///   - isOwn: that it lies in the folder of a run that wrote it.
    /// - Throws: `FormatError` that names the file, the key and the mend.
    public static func read(_ url: URL, scan: ScanShape? = nil, isOwn: Bool = false) throws -> Dataset {
        let stored = try stored(url, isOwn: isOwn)
        return try scan.map { try stored.rescanned($0, file: url.path) } ?? stored
    }

    private static func stored(_ url: URL, isOwn: Bool) throws -> Dataset {
        if !FileKind.isFolder(url), FileKind.isHDF5(try FileKind.beginning(of: url)) {
            return try HDF5Rehearsal.read(url, isOwn: isOwn) { try hdf5(url) }
        }
        switch try FileKind.detect(url) {
        case .blo: return try BlockFile.read(url)
        case .mib: return try MerlinFile.read(url)
        case .npy: return try NumPyDataset.read(url)
        default: return try HDF5Rehearsal.read(url, isOwn: isOwn) { try hdf5(url) }
        }
    }

    private static func hdf5(_ url: URL) throws -> Dataset {
        let dataset = try content(of: url)
        try HDF5Rehearsal.goThrough(dataset.observations, of: url.path)
        return dataset
    }

    private static func content(of url: URL) throws -> Dataset {
        let root = try HDF5File(reading: url).root
        if FileKind.kind(root) == .emd { return try EMDLayout.read(root, stem: stem(url)) }
        let signal = try HyperSpyLayout.read(root, stem: stem(url))
        let rows = try HDF5Rows(signal.data)
        return Dataset(
            name: signal.name, observations: rows, storage: signal.storage, calibration: signal.calibration,
            truth: try TruthLayout.read(root, shape: rows.shape), beams: try BeamsLayout.read(root, shape: rows.shape),
            provenance: try ProvenanceLayout.read(root))
    }

    private static func stem(_ url: URL) -> String { url.deletingPathExtension().lastPathComponent }
}
