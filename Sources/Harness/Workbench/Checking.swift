internal import Formats
public import FoundationEssentials
public import Records

extension Workbench {
    /// A run held against a baseline.
    public struct Check: Codable, Sendable {
        public var comparison: ScoreComparison
        /// Whether the baseline was written anew.
        public var updated: Bool
        public var warnings: [String]

        /// Whether something speaks against the run.
        public var failed: Bool { !updated && !comparison.regressions.isEmpty }
    }

    /// Holds an experiment or a record against a baseline.
    ///
    /// - Parameters:
    ///   - file: an experiment, which is run as `validate` would; or a record, which is taken as it is.
    ///   - folder: where the run's record, datasets and results go.
    ///   - outputs: files that are going to be written, looked at before the run.
    ///   - update: whether the baseline is written anew where scores or versions differ; there need be none yet.
    /// - Throws: `RecordError` for the baseline or record; what stops a run.
    public func check(
        _ file: String, against baseline: URL, into folder: URL, command: String, outputs: [URL], update: Bool
    ) throws -> Check {
        let isNew = update && !FileManager.default.fileExists(atPath: baseline.path)
        let old = isNew ? nil : try Baseline(contentsOf: baseline)
        for output in outputs + (update ? [baseline] : []) {
            try Folder.requireWritable(for: output, apartFrom: [URL(filePath: file)])
        }
        let isExperiment = try FileKind.detect(URL(filePath: file)) == .yaml
        let record =
            isExperiment
            ? try validate(file, into: folder, command: command) : try RunRecord(contentsOf: URL(filePath: file))
        let earlier =
            old
            ?? Baseline(
                experiment: record.experiment.name, versions: [:], tolerances: Tolerance.standard(for: record),
                trials: [])
        let comparison = ScoreComparison(of: record, with: earlier, before: baseline.path, after: file)
        let isStale = earlier.versions != record.versions
        let isWritten = update && (isNew || isStale || !comparison.differences.isEmpty)
        if isWritten {
            let tolerances = Tolerance.standard(for: record, insteadOf: earlier.tolerances)
            let text = try Baseline(record, tolerances: tolerances).json
            try AtomicFile.write(Array(text.utf8), to: baseline)
        }
        return Check(comparison: comparison, updated: isWritten, warnings: Self.doubts(record, earlier, baseline))
    }

    /// Holds one record against another.
    ///
    /// - Parameter exact: whether any difference counts, however small.
    /// - Throws: `RecordError` when one of them cannot be read.
    public static func compare(_ first: URL, with second: URL, exact: Bool) throws -> ScoreComparison {
        let (before, after) = (try RunRecord(contentsOf: first), try RunRecord(contentsOf: second))
        let baseline = Baseline(before, tolerances: exact ? [] : Tolerance.standard(for: before))
        return ScoreComparison(of: after, with: baseline, before: first.path, after: second.path)
    }

    private static func doubts(_ record: RunRecord, _ baseline: Baseline, _ file: URL) -> [String] {
        let isOther = baseline.experiment != record.experiment.name
        let known = record.metrics.map(\.name)
        let unknown = baseline.metrics.filter { !known.contains($0) }
        return
            (isOther
            ? ["\(file.path): experiment: is \(baseline.experiment), but this run is of \(record.experiment.name)"]
            : [])
            + unknown.map { name in
                "\(file.path): there is no metric \"\(name)\""
                    + (nearestName(to: name, in: known).map { "; did you mean \"\($0)\"?" } ?? "; remove it")
            }
    }
}
