/// An experiment file (Validation/*.yaml): which methods run on which datasets, and what is claimed about the scores.
public struct ExperimentModel: Sendable {
    /// The file's stem.
    public let name: String
    /// The file as the user wrote its path.
    public let file: String
    public let question: String
    /// Every dataset, sweeps expanded, each with its own name.
    public let datasets: [DatasetEntry]
    public private(set) var methods: [MethodEntry]
    public let claims: [ClaimModel]
    /// Whether unmixing with the true patterns is scored beside every method.
    public let oracle: Bool

    /// The score that is shown for every dataset of a sweep; nil where the file does not say.
    public let matrix: MatrixModel?
    /// The artefacts that methods are compared by; nil where the file does not say.
    public let remedies: RemediesModel?
    /// Scores drawn over two swept keys; nil where the file does not say.
    public let maps: MapsModel?
    /// Whether, and from where, a rule for precession is held against the verdicts of the maps.
    public let rule: RuleModel?

    static let keys = [
        "question", "datasets", "methods", "claims", "sweep", "oracle", "reference", "matrix", "remedies", "maps",
        "rule",
    ]

    /// Reads an experiment file and every model and method file that it names.
    ///
    /// - Throws: `ModelError`.
    public init(file: String) throws(ModelError) {
        try self.init(text: try YAMLDocument.text(ofFile: file), file: file)
    }

    /// Reads the text of an experiment file; paths in it start at the folder of `file`.
    ///
    /// - Throws: `ModelError`.
    public init(text: String, file: String) throws(ModelError) {
        self.file = file
        name = stem(of: file)
        let reader = try YAMLReader(try YAMLDocument.parse(text, origin: file), keys: Self.keys)
        question = try reader.text("question", example: "What do NMF and fuzzy clustering get wrong?")
        oracle = try reader.boolean("oracle", default: true)
        let sweep = try Sweep(reader, file: file)
        var entries: [(entry: DatasetEntry, reference: DatasetReference?)] = []
        for (index, value) in try reader.list("datasets", example: "[../Models/datasets/fig5.yaml]").enumerated() {
            entries += try DatasetEntry.entries(value, path: "datasets.\(index + 1)", file: file, outer: sweep)
        }
        guard !entries.isEmpty else {
            throw reader.bad("datasets", "is an empty list", mend: "name at least one model file")
        }
        let datasets = try Self.withReferences(entries, default: try DatasetReference(reader))
        self.datasets = datasets
        matrix = try reader.value("matrix") == nil ? nil : MatrixModel(reader.section("matrix", keys: MatrixModel.keys))
        try reader.refuseDuplicates(datasets.map { ($0.name, $0.origin) }, key: "datasets")
        for entry in datasets {
            guard let name = entry.beside, !datasets.contains(where: { $0.name == name }) else { continue }
            let known = datasets.map(\.name)
            throw .unknownName(
                origin: entry.origin, key: "beside", kind: "dataset", name: name, nearest: nearest(to: name, in: known),
                known: known)
        }
        var methods: [MethodEntry] = []
        for (index, value) in try reader.list("methods", example: "[{nmf: {components: 2}}]").enumerated() {
            methods.append(
                try MethodEntry(value, path: "methods.\(index + 1)", file: file, datasets: datasets))
        }
        self.methods = methods
        remedies =
            try reader.value("remedies") == nil
            ? nil
            : RemediesModel(
                reader.section("remedies", keys: RemediesModel.keys), methods: methods.map(\.name))
        let swept = datasets.flatMap { $0.place?.values.map(\.key) ?? [] }
        maps =
            try reader.value("maps") == nil
            ? nil
            : MapsModel(
                reader.section("maps", keys: MapsModel.keys),
                swept: swept.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        rule = try RuleModel.read(reader, file: file, hasMaps: maps != nil)
        try reader.refuseDuplicates(methods.map { ($0.name, $0.origin) }, key: "methods")
        var claims: [ClaimModel] = []
        if reader.value("claims") != nil {
            for (index, value) in try reader.list("claims", example: "[{id: C1, ...}]").enumerated() {
                claims += try ClaimModel.claims(
                    value, path: "claims.\(index + 1)", datasets: datasets, methods: methods)
            }
        }
        self.claims = claims
    }

    /// The experiment with one more method on all its datasets, which comes first.
    ///
    /// - Parameters:
    ///   - method: a method's name or the path of a method file, seen from the working folder.
    ///   - alias: what it is called here; nil for its own name.
    ///   - settings: its options that are set otherwise.
    /// - Throws: `ModelError`, also when another method is called the same.
    package func adding(
        method: String, as alias: String?, settings: [Override]
    ) throws(ModelError) -> ExperimentModel {
        let origin = MethodSource.isFile(method) ? method : "METHOD"
        var entries: [(String, YAMLValue)] = []
        if MethodSource.isFile(method) {
            entries = [("file", .quoted(method)), ("set", YAMLValue(.map(settings.map { ($0.key, $0.value) })))]
        } else {
            var options = YAMLValue(.map([]), origin: origin)
            for setting in settings { options = try options.applying(setting) }
            entries = [(method, options)]
        }
        if let alias { entries.append(("as", YAMLValue(.scalar(alias, quoted: true), origin: "--as"))) }
        let entry = try MethodEntry(
            YAMLValue(.map(entries), origin: origin), path: "METHOD", file: "", datasets: datasets)
        guard !methods.contains(where: { $0.name == entry.name }) else {
            throw .badValue(
                origin: origin, key: "name", problem: "\"\(entry.name)\" is the name of a method of \(file)",
                mend: "name it otherwise with --as")
        }
        var result = self
        result.methods.insert(entry, at: 0)
        return result
    }

    /// The entries with what each is held against: its own reference, else the experiment's; none where that is itself.
    private static func withReferences(
        _ entries: [(entry: DatasetEntry, reference: DatasetReference?)], default fallback: DatasetReference?
    ) throws(ModelError) -> [DatasetEntry] {
        let datasets = entries.map(\.entry)
        var result = datasets
        for (index, (entry, reference)) in entries.enumerated() {
            guard let name = try (reference ?? fallback)?.resolved(for: entry, among: datasets) else { continue }
            result[index].reference = name == entry.name ? nil : name
        }
        return result
    }

    /// Holds the names of metrics and built-in methods against those that exist.
    ///
    /// - Throws: `ModelError.unknownName` with the nearest name.
    package func check(metrics: [String], builtInMethods: [String]) throws(ModelError) {
        for entry in methods {
            guard case .builtIn(let method) = entry.source, !builtInMethods.contains(method.method) else { continue }
            let name = method.method
            throw .unknownName(
                origin: entry.origin, key: "methods", kind: "method", name: name,
                nearest: nearest(to: name, in: builtInMethods), known: builtInMethods)
        }
        if let matrix, !metrics.contains(matrix.metric) {
            throw .unknownName(
                origin: matrix.origin, key: "matrix.metric", kind: "metric", name: matrix.metric,
                nearest: nearest(to: matrix.metric, in: metrics), known: metrics)
        }
        for artefact in remedies?.artefacts ?? [] { try artefact.check(metrics, key: "remedies.artefacts") }
        for verdict in maps?.verdicts ?? [] { try verdict.check(metrics, key: "maps.verdicts") }
        for claim in claims {
            for name in claim.metrics where !metrics.contains(name) {
                throw .unknownName(
                    origin: claim.origin, key: "claims.\(claim.id).metric", kind: "metric", name: name,
                    nearest: nearest(to: name, in: metrics), known: metrics)
            }
        }
    }
}

extension YAMLReader {
    func refuseDuplicates(_ names: [(name: String, origin: String)], key: String) throws(ModelError) {
        var seen: Set<String> = []
        for (name, origin) in names where !seen.insert(name).inserted {
            throw .badValue(
                origin: origin, key: key, problem: "two are called \"\(name)\"",
                mend: "name one of them otherwise with as:")
        }
    }

    /// A name that can be a file's: letters, digits, and . _ - + inside.
    func name(_ key: String) throws(ModelError) -> String? {
        guard let name = try optionalText(key) else { return nil }
        guard isFileName(name) else {
            throw bad(
                key, "\"\(name)\" cannot name a file",
                mend: "use letters, digits, \"-\", \"_\" and \".\", as in fig5-15")
        }
        return name
    }
}

func isFileName(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter || first.isNumber, name.count <= 120 else { return false }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-+".contains($0)) }
}

/// The last part of a path without its extension.
func stem(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
    return String(last[..<dot])
}
