import Datasets
import FoundationEssentials
import Records

/// The records that findings are told from, each read once.
final class FindingRecords {
    private let folder: URL
    private var read: [String: RecordIndex] = [:]

    init(folder: URL) { self.folder = folder }

    /// - Throws: `RecordError` where there is no such record.
    func index(_ name: String) throws -> RecordIndex {
        if let index = read[name] { return index }
        // Estimates and datasets are read for a figure alone.
        let record = try RunRecord(contentsOf: url(name))
        let index = RecordIndex(ReportInput(record: record, datasets: [:], estimates: [:]))
        read[name] = index
        return index
    }

    private func url(_ name: String) -> URL { folder.appending(path: name).appending(path: "record.json") }

    /// A line scan of a record, with the estimates of the methods that are to be drawn.
    ///
    /// - Returns: nil where the dataset is no line scan whose truth is known.
    func scan(_ name: String, dataset: String, methods: [String]) throws -> (index: RecordIndex, scan: LineScan)? {
        var record = try index(name).record
        record.datasets = record.datasets.filter { $0.name == dataset }
        record.trials = record.trials.filter {
            $0.dataset == dataset && (methods.contains($0.method) || $0.method == RecordIndex.oracle)
        }
        let input = RecordFolder(record: url(name)).input(of: record)
        let scan = input.datasets[dataset].flatMap(KnownDataset.init).flatMap(LineScan.init)
        return scan.map { (RecordIndex(input), $0) }
    }
}
