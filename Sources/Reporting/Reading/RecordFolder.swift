import Datasets
import Formats
import FoundationEssentials
import Records

/// A record on disk, and the files that it points to.
struct RecordFolder {
    let record: URL

    /// Reads the record and every file of it that can be read; what cannot is a warning on the page.
    func input() throws -> ReportInput {
        var record = try decode()
        var datasets: [String: Dataset] = [:]
        var estimates: [String: StoredEstimate] = [:]
        for entry in record.datasets {
            do {
                datasets[entry.name] = try DatasetFile.read(url(entry.file))
            } catch {
                record.warnings.append("\(entry.name) is not drawn: \(error)")
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
        return ReportInput(record: record, datasets: datasets, estimates: estimates)
    }

    private func url(_ path: String) -> URL {
        path.hasPrefix("/") ? URL(filePath: path) : record.deletingLastPathComponent().appending(path: path)
    }

    private func decode() throws -> RunRecord {
        guard let data = try? Data(contentsOf: record) else {
            let exists = FileManager.default.fileExists(atPath: record.path)
            throw ReportError.cannotRead(
                file: record.path, reason: exists ? "check its permissions" : "there is no such file")
        }
        struct Header: Decodable { let schema: Int }
        let header = try decoded(Header.self, from: data)
        guard header.schema == 1 else { throw ReportError.unknownSchema(file: record.path, schema: header.schema) }
        return try decoded(RunRecord.self, from: data)
    }

    private func decoded<T: Decodable>(_ type: T.Type, from data: Data) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            let (context, problem): (DecodingError.Context?, String) =
                switch error {
                case .keyNotFound(let key, let context): (context, "lacks the key \(key.stringValue)")
                case .typeMismatch(_, let context): (context, "is of the wrong type")
                case .valueNotFound(_, let context): (context, "is null")
                case .dataCorrupted(let context): (context, "is not valid")
                @unknown default: (nil, "is not valid")
                }
            let path = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
            throw ReportError.malformed(file: record.path, key: path.isEmpty ? "record" : path, problem: problem)
        }
    }
}
