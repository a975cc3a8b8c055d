/// `rule:`, a rule for precession in dimensionless numbers: `fit` to fit it on the datasets that are not held out, or the file of
/// a rule that was fitted before, which is held against all of them.
public struct RuleModel: Sendable, Equatable {
    /// The file, seen from the working folder; nil to fit the rule in the run.
    public let file: String?

    /// Nil where the key is left out.
    static func read(_ reader: YAMLReader, file: String, hasMaps: Bool) throws(ModelError) -> RuleModel? {
        guard let text = try reader.optionalText("rule") else { return nil }
        guard hasMaps else {
            throw reader.bad("rule", "has no verdicts to go by", mend: "add maps: with its verdicts")
        }
        return RuleModel(file: text == "fit" ? nil : sibling(text, of: file))
    }
}
