import Datasets
import Formats
import FoundationEssentials
import Glibc
import Records

/// A record on disk, and the files that it points to.
struct RecordFolder {
    let record: URL

    /// Reads the record and every file of it that can be read; what cannot is a warning on the page.
    func input() throws -> ReportInput { input(of: try RunRecord(contentsOf: record)) }

    /// The same for the part of the record that is asked for.
    func input(of part: RunRecord) -> ReportInput {
        var record = part
        var datasets: [String: Dataset] = [:]
        var estimates: [String: StoredEstimate] = [:]
        var images: [String: VirtualImages] = [:]
        for entry in record.datasets {
            do {
                datasets[entry.name] = try DatasetFile.read(place(of: entry.file), isOwn: true)
            } catch {
                record.warnings.append("\(entry.name) is not drawn: \(error)")
            }
            guard let file = entry.virtualImages else { continue }
            do {
                images[entry.name] = try VirtualImageFile.read(place(of: file), isOwn: true)
            } catch {
                record.warnings.append("virtual images of \(entry.name) are not drawn: \(error)")
            }
        }
        for trial in record.trials {
            let key = ReportInput.key(dataset: trial.dataset, method: trial.method)
            guard let file = trial.result, estimates[key] == nil else { continue }
            do {
                estimates[key] = try ResultFile.read(place(of: file), isOwn: true)
            } catch {
                record.warnings.append("\(trial.method) on \(trial.dataset) is not drawn: \(error)")
            }
        }
        return ReportInput(record: record, datasets: datasets, estimates: estimates, virtualImages: images)
    }

    /// Where a file of the record lies: below the record's folder, whoever wrote the record.
    ///
    /// - Throws: `ReportError.outside` for a path or a link that leads out of it.
    private func place(of path: String) throws -> URL {
        let folder = record.deletingLastPathComponent()
        let url = folder.appending(path: path)
        let (root, real) = (Self.real(folder.path), Self.real(url.path))
        let isBelow = path.split(separator: "/").allSatisfy { $0 != ".." } && !path.hasPrefix("/")
        guard isBelow, real.map({ $0.hasPrefix((root ?? folder.path) + "/") }) ?? true else {
            throw ReportError.outside(file: path, folder: folder.path)
        }
        return url
    }

    /// The path with every link followed; nil when nothing is there.
    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
