internal import Arrays
public import FoundationEssentials
internal import Modelling
public import Records

extension Workbench {
    /// Runs a method on a standard set beside the set's own methods.
    ///
    /// - Parameters:
    ///   - method: a method's name or a method file.
    ///   - alias: what it is called in the record; nil for its own name.
    ///   - settings: options such as `components=3`.
    ///   - standard: the experiment file of the set.
    ///   - folder: where the record goes; nil for Reports/try-NAME.
    /// - Returns: the record, where it lies, and where the method stands.
    /// - Throws: `ModelError`, `HarnessError`, `FormatError`; a method that fails is no error.
    public func tryMethod(
        _ method: String, as alias: String?, settings: [String], on standard: String, into folder: URL?, command: String
    ) throws -> (record: RunRecord, folder: URL, standings: Standings) {
        let overrides = try settings.map { try Override(argument: $0) }
        let experiment = try ExperimentModel(file: standard).adding(method: method, as: alias, settings: overrides)
        let name = experiment.methods[0].name
        let folder = folder ?? URL(filePath: "Reports").appending(path: "try-\(name)")
        let record = try validate(experiment, into: folder, command: command)
        return (record, folder, Standings(of: name, in: record))
    }
}
