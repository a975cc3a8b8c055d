/// A claim: bounds that a score must keep, and the verdict that the file's author expects.
public struct ClaimModel: Sendable, Equatable {
    /// "C8" and so on; several claims may share an id.
    public let id: String
    /// The claim in a sentence.
    public let text: String
    /// Which score is held against the bounds.
    public let score: ScoreReference
    /// All of them must hold.
    public let bounds: [Bound]
    public let verdict: Verdict
    /// Why this verdict is expected.
    public let because: String?
    /// What the verdict rests on besides the bound, such as "fitted settings".
    public let under: String?
    let origin: String

    /// What came out, or is expected to.
    public enum Verdict: String, Sendable, CaseIterable {
        case holds
        case doesNotHold = "does-not-hold"
        case notTestable = "not-testable"
    }

    static let keys =
        ["id", "text", "dataset", "method", "metric", "member"] + Bound.keys + ["verdict", "because", "under"]

    /// The metrics that the claim reads.
    package var metrics: [String] {
        [score.metric]
            + bounds.flatMap { bound in
                bound.sides.compactMap { if case .score(let reference, _) = $0 { reference.metric } else { nil } }
            }
    }

    /// The claims that one item of `claims:` stands for: one for each of its datasets and methods.
    static func claims(
        _ value: YAMLValue, path: String, datasets: [DatasetEntry], methods: [MethodEntry]
    ) throws(ModelError) -> [ClaimModel] {
        let reader = try YAMLReader(value, path: path, keys: keys)
        let id = try reader.text("id", example: "C8")
        let text = try reader.text("text", example: "\"Loadings are monotonic\"")
        let metric = try reader.text("metric", example: "non-monotonicity")
        let member = try reader.member(default: .worst)
        let verdict: Verdict = try reader.word("verdict", default: .holds)
        let because = try reader.optionalText("because")
        let under = try reader.optionalText("under")
        let datasetNames = datasets.map(\.name) + DatasetEntry.series(datasets)
        let methodNames = methods.map(\.name)
        var claims: [ClaimModel] = []
        for dataset in try reader.references("dataset", kind: "dataset", known: datasetNames) {
            for method in try reader.references("method", kind: "method", known: methodNames) {
                let score = ScoreReference(dataset: dataset, method: method, metric: metric, member: member)
                let bounds = try Bound.bounds(reader, beside: score, datasets: datasetNames, methods: methodNames)
                for reference in [score] + bounds.flatMap(\.sides).compactMap(\.reference) {
                    try reader.check(reference, datasets: datasets, methods: methods)
                }
                claims.append(
                    ClaimModel(
                        id: id, text: text, score: score, bounds: bounds, verdict: verdict, because: because,
                        under: under, origin: value.origin))
            }
        }
        return claims
    }
}

/// A score in the record: which dataset, method, metric and end member.
public struct ScoreReference: Sendable, Hashable {
    /// A dataset, or the series of one that is drawn with several seeds.
    public package(set) var dataset: String
    public let method: String
    public let metric: String
    public let member: Member

    public init(dataset: String, method: String, metric: String, member: Member) {
        self.dataset = dataset
        self.method = method
        self.metric = metric
        self.member = member
    }

    /// Which end member's score is meant; a metric of the whole estimate has only one score, whatever is said here.
    public enum Member: Sendable, Hashable {
        case worst, best, mean
        case named(String)

        /// What a reader has to be told; nil for the worst, which is meant where nothing is said.
        package var shown: String? {
            switch self {
            case .worst: nil
            case .best: "best"
            case .mean: "mean"
            case .named(let name): name
            }
        }
    }
}

extension YAMLReader {
    /// Refuses a score that no trial will have: the method does not run on the dataset, or the end member is not in it.
    fileprivate func check(
        _ score: ScoreReference, datasets: [DatasetEntry], methods: [MethodEntry]
    ) throws(ModelError) {
        let meant = datasets.filter { $0.name == score.dataset || $0.repetition?.series == score.dataset }
        if let method = methods.first(where: { $0.name == score.method }),
            !meant.allSatisfy({ method.datasets.contains($0.name) })
        {
            throw bad(
                "method", "\(score.method) does not run on \(score.dataset)",
                mend: "add the dataset to the method's on:, or change the claim")
        }
        guard case .named(let member) = score.member else { return }
        let members = meant.first?.model.memberNames ?? []
        let known = members + ["worst", "best", "mean"]
        guard members.contains(member) else {
            throw .unknownName(
                origin: origin(of: "member"), key: fullPath("member"), kind: "end member", name: member,
                nearest: nearest(to: member, in: known), known: known)
        }
    }

    /// `member:`, a word or an end member's name.
    func member(default fallback: ScoreReference.Member) throws(ModelError) -> ScoreReference.Member {
        switch try optionalText("member") {
        case nil: fallback
        case "worst": .worst
        case "best": .best
        case "mean": .mean
        case .some(let name): .named(name)
        }
    }
}
