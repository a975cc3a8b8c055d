import Datasets
import Formats
import FoundationEssentials
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
                datasets[entry.name] = try DatasetFile.read(url(entry.file))
            } catch {
                record.warnings.append("\(entry.name) is not drawn: \(error)")
            }
            guard let file = entry.virtualImages else { continue }
            do {
                images[entry.name] = try VirtualImageFile.read(url(file))
            } catch {
                record.warnings.append("virtual images of \(entry.name) are not drawn: \(error)")
            }
        }
        for trial in record.trials {
            let key = ReportInput.key(dataset: trial.dataset, method: trial.method)
            guard let file = trial.result, estimates[key] == nil else { continue }
            do {
                estimates[key] = try ResultFile.read(url(file))
            } catch {
                record.warnings.append("\(trial.method) on \(trial.dataset) is not drawn: \(error)")
            }
        }
        return ReportInput(record: record, datasets: datasets, estimates: estimates, virtualImages: images)
    }

    private func url(_ path: String) -> URL {
        path.hasPrefix("/") ? URL(filePath: path) : record.deletingLastPathComponent().appending(path: path)
    }
}
