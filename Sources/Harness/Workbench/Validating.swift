internal import Arrays
public import FoundationEssentials
internal import Modelling
public import Records

extension Workbench {
    /// Runs an experiment file and writes its record into `folder`, which no other run can write meanwhile.
    ///
    /// - Parameter finish: writes what else belongs to the record, such as its page, before others may write the folder.
    /// - Throws: what is wrong with the experiment or stops the run; a method that fails does not.
    public func validate(
        _ file: String, into folder: URL, command: String, finish: (RunRecord) throws -> Void = { _ in }
    ) throws -> RunRecord {
        try validate(ExperimentModel(file: file), into: folder, command: command, finish: finish)
    }

    func validate(
        _ experiment: ExperimentModel, into folder: URL, command: String, finish: (RunRecord) throws -> Void = { _ in }
    ) throws -> RunRecord {
        let run = try ExperimentRun(
            experiment, into: folder, cache: cache, reporter: reporter, environment: environment)
        let claim = try OutputClaim(folder: folder)
        defer { claim.release() }
        do {
            let record = try run.run(command: command)
            try finish(record)
            return record
        } catch is Cancelled {
            throw HarnessError.stopped(
                goOn: "what is finished lies in the cache \(cache.root.path); run the same command again to go on")
        }
    }

    /// Where an experiment's record goes when nobody says: Reports/ and the file's stem.
    public static func reportFolder(of file: String) -> URL {
        URL(filePath: "Reports").appending(path: URL(filePath: file).deletingPathExtension().lastPathComponent)
    }
}
