internal import Formats
public import FoundationEssentials
public import Records

/// Rules for precession as a file: what they were fitted on, and their thresholds.
public struct PrecessionRuleFile: Codable, Sendable {
    public var schema = 1
    /// The experiment's name, and the SHA-256 of its file.
    public var experiment: String
    public var digest: String
    public var rules: [PrecessionRule]

    /// Fits rules on the cases of a record that are not held out.
    ///
    /// - Throws: `HarnessError.unfit` for a record without such cases.
    public init(fittedOn record: RunRecord, file: String) throws {
        experiment = record.experiment.name
        digest = record.experiment.digest
        rules = PrecessionRules(cases: record.precession?.cases ?? [], record: record).fitted()
        guard !rules.isEmpty else {
            throw HarnessError.unfit(
                file: file,
                problem: "has no cases to fit a rule on; give the record of an experiment with maps: and rule:")
        }
    }

    /// - Throws: `HarnessError.unfit` for a file that is none of these.
    public init(contentsOf url: URL) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
        } catch {
            throw HarnessError.unfit(
                file: url.path, problem: "is no file of rules for precession; make one with twinbench fit-rule")
        }
    }

    /// - Throws: `FormatError.cannotWrite`.
    public func write(to url: URL) throws {
        try AtomicFile.write(Array(try RecordFile.encoder.encode(self) + [10]), to: url)
    }
}
