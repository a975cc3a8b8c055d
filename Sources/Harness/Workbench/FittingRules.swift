internal import Formats
public import FoundationEssentials
public import Records

extension Workbench {
    /// Fits rules for precession on the cases of a record that are not held out, and writes them into `output`.
    ///
    /// - Returns: the rules with how often they are right.
    /// - Throws: `RecordError`, `HarnessError.unfit` for a record without cases, `FormatError.cannotWrite`.
    public static func fitRule(record file: URL, output: URL) throws -> PrecessionStudy {
        let claim = try OutputClaim(output, apartFrom: [file])
        defer { claim.release() }
        let record = try RunRecord(contentsOf: file)
        let cases = PrecessionRules(cases: record.precession?.cases ?? [], record: record)
        let rules = cases.fitted()
        guard !rules.isEmpty else {
            throw HarnessError.unfit(
                file: file.path,
                problem: "has no cases to fit a rule on; give the record of an experiment with maps: and rule:")
        }
        let content = PrecessionRuleFile(
            experiment: record.experiment.name, digest: record.experiment.digest,
            verdicts: record.maps?.verdicts ?? [], rules: rules)
        try AtomicFile.write(Array(try RecordFile.encoder.encode(content) + [10]), to: output)
        return cases.study(rules, fixed: nil)
    }
}
