internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials
internal import Glibc
internal import Modelling

/// The folder in which a method outside Twinbench runs: it holds the method's files, `job.json` and `observations.npy`, and
/// neither the truth nor a path to it. It is gone when the run is over.
final class JobFolder {
    let url: URL
    private let lock: Int32

    /// - Throws: `FormatError.cannotWrite`.
    init() throws {
        var template = Array(
            FileManager.default.temporaryDirectory.appending(path: Self.prefix + "XXXXXX").path.utf8CString)
        guard let path = mkdtemp(&template) else {
            throw FormatError.cannotWrite(
                file: FileManager.default.temporaryDirectory.path, reason: "no folder can be made in it; set TMPDIR")
        }
        url = URL(filePath: String(cString: path))
        // Held while the folder is in use, so that whoever finds it later knows that it was left.
        lock = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if lock >= 0 { _ = flock(lock, LOCK_EX | LOCK_NB) }
        Self.removeLeft(beside: url)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
        if lock >= 0 { close(lock) }
    }

    private static let prefix = "twinbench-job-"
    /// Seconds after which a folder that nobody holds was left, and is not just being made.
    private static let age = 600

    /// Removes folders of runs that were killed.
    private static func removeLeft(beside url: URL) {
        let parent = url.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let other = parent.appending(path: name)
            var status = stat()
            guard lstat(other.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid(),
                status.st_mtim.tv_sec < time(nil) - age
            else { continue }
            let descriptor = open(other.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(at: other) }
            close(descriptor)
        }
    }

    /// Puts everything into the folder that the method gets.
    ///
    /// - Throws: `FormatError`, or what reading the observations throws.
    func fill(_ model: OutsideMethodModel, data: Dataset, seed: Seed) throws {
        for file in try OutsideFiles(model).all {
            let place = url.appending(path: file.name)
            try Folder.make(place.deletingLastPathComponent())
            try FileCopy.place(file.url, at: place)
        }
        try NumPyArray.write(data.observations, to: url.appending(path: "observations.npy"))
        let encoder = RecordFile.encoder
        let job = JobDescription(model, data: data, seed: seed)
        try AtomicFile.write(Array(try encoder.encode(job)), to: url.appending(path: "job.json"))
    }

    /// What the method left in the folder.
    ///
    /// - Throws: `UnusableOutput` with what is wrong with it.
    func estimate(of model: OutsideMethodModel, data: Dataset) throws -> StoredEstimate {
        for name in ["patterns.npy", "maps.npy"] where !OutsideFiles.isRegular(url.appending(path: name).path) {
            throw UnusableOutput(reason: "\(name): was not written; save it in the folder that the program starts in")
        }
        let estimate: StoredEstimate
        do {
            estimate = try ResultFolder.read(
                url, shape: data.shape, method: model.name, dataset: data.name, mapScaling: model.maps)
        } catch let error as FormatError {
            throw UnusableOutput(
                reason: error.description.replacing(url.path + "/", with: "").replacing(url.path, with: "."))
        }
        guard estimate.patterns.rows > 0 else {
            throw UnusableOutput(reason: "patterns.npy: holds no source; write at least one")
        }
        try Self.refuseNegative(estimate.maps, scaling: model.maps)
        return estimate
    }

    /// Memberships and loadings have no sign; what rounding leaves below zero is let pass.
    private static func refuseNegative(_ maps: Matrix<Double>, scaling: String) throws {
        guard scaling != "least-squares" else { return }
        for source in 0..<maps.rows {
            let map = maps.row(source)
            let largest = map.reduce(0) { max($0, abs($1)) }
            guard let position = map.firstIndex(where: { $0 < -1e-6 * largest }) else { continue }
            throw UnusableOutput(
                reason:
                    "maps.npy: source \(source) is \(Significant.text(map[position], digits: 3)) at position \(position), and maps of the scale "
                    + "\"\(scaling)\" are never negative; clip them, or write maps: least-squares in the method file")
        }
    }

    struct UnusableOutput: Error { let reason: String }
}
