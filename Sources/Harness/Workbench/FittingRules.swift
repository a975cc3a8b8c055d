internal import Formats
public import FoundationEssentials
public import Records

extension Workbench {
    /// Fits rules for precession on the cases of a record that are not held out, and writes them into `output`.
    ///
    /// - Returns: the rules with how often they are right.
    /// - Throws: `RecordError`, `HarnessError.unfit` for a record without cases, `FormatError.cannotWrite`.
    public static func fitRule(record file: URL, output: URL) throws -> PrecessionStudy {
        try Folder.requireWritable(for: output, apartFrom: [file])
        let record = try RunRecord(contentsOf: file)
        let rules = try PrecessionRuleFile(fittedOn: record, file: file.path)
        try rules.write(to: output)
        return PrecessionRules(cases: record.precession?.cases ?? [], record: record).study(rules.rules, fixed: nil)
    }
}
