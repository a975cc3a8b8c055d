/// A dataset of an experiment: a model file, what is set otherwise, and the name it goes by.
public struct DatasetEntry: Sendable, Equatable {
    /// The model file's stem, `as:`, or either with the values of a sweep.
    public let name: String
    /// One line for people: the entry's, else the model's, else empty.
    public let title: String
    /// The model file, seen from the working folder.
    public let file: String
    /// What is set otherwise, sweeps included.
    public let overrides: [Override]
    /// The model with all that.
    public let model: DatasetModel
    /// Where the entry stands in a sweep; nil outside one.
    public let place: SweepPlace?
    /// Which repetition with another seed it is; nil where there is one only.
    public let repetition: Repetition?
    /// The dataset that its beam intensities are held against.
    public internal(set) var reference: String?
    /// The dataset that the page shows beside this one, for measured data a simulated one.
    public internal(set) var beside: String?
    /// Whether a rule that is fitted on the others must not see it.
    public let isHeldOut: Bool
    let origin: String

    /// The entries that one item of `datasets:` stands for: one, or one for every combination of a sweep.
    ///
    /// - Parameter outer: the experiment's own sweep, over which every dataset runs.
    static func entries(
        _ value: YAMLValue, path: String, file: String, outer: Sweep
    ) throws(ModelError) -> [(entry: DatasetEntry, reference: DatasetReference?)] {
        var item = value
        if value.text != nil { item = YAMLValue(.map([("model", value)]), origin: value.origin) }
        if item["file"] != nil { return [(try measured(item, path: path, file: file), nil)] }
        let reader = try YAMLReader(
            item, path: path,
            keys: ["model", "as", "title", "set", "sweep", "reference", "repeats", "beside", "held-out"])
        let modelFile = sibling(try reader.text("model", example: "../Models/datasets/fig5.yaml"), of: file)
        let base = try reader.name("as") ?? stem(of: modelFile)
        guard isFileName(base) else {
            throw reader.bad(
                "model", "the file's name \"\(base)\" cannot name a dataset", mend: "give it a name with as:")
        }
        let title = try reader.optionalText("title")
        let fixed = try reader.overrides("set", example: "{scan.pure: 15}")
        let reference = try DatasetReference(reader)
        let inner = try Sweep(reader, file: file)
        let repeats = try Repeats(reader)
        let isHeldOut = try reader.boolean("held-out", default: false)
        var result: [(DatasetEntry, DatasetReference?)] = []
        for (combination, suffix) in outer.combinations(with: inner) {
            let overrides = fixed + combination.overrides
            let model = try DatasetModel(file: modelFile, overrides: overrides)
            let ownTitle = title ?? model.title
            let entry = DatasetEntry(
                name: base + combination.suffix,
                title: combination.words.isEmpty
                    ? ownTitle : "\(ownTitle.isEmpty ? base : ownTitle), \(combination.words)",
                file: modelFile, overrides: overrides, model: model,
                place: combination.place(in: base, title: ownTitle), repetition: nil, reference: nil,
                beside: try reader.optionalText("beside"), isHeldOut: isHeldOut, origin: value.origin)
            for entry in try repeats.map({ repeats throws(ModelError) in try entry.repeated(repeats) }) ?? [entry] {
                result.append((entry, reference?.swept(suffix)))
            }
        }
        return result
    }

    /// What datasets that are drawn with several seeds would be called without them.
    static func series(_ datasets: [DatasetEntry]) -> [String] {
        datasets.compactMap(\.repetition?.series).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The same dataset once for each seed, all at the same place of a sweep: the seeds are no condition that is compared.
    private func repeated(_ repeats: Repeats) throws(ModelError) -> [DatasetEntry] {
        var result: [DatasetEntry] = []
        for (seed, isHeldOut) in repeats.all {
            let overrides = overrides + [Override(key: "seed", value: .integer(seed))]
            result.append(
                DatasetEntry(
                    name: "\(name)-seed-\(seed)", title: "\(title.isEmpty ? name : title), seed \(seed)", file: file,
                    overrides: overrides, model: try DatasetModel(file: file, overrides: overrides), place: place,
                    repetition: Repetition(series: name, title: title, seed: seed, isHeldOut: isHeldOut),
                    reference: nil, beside: beside, isHeldOut: isHeldOut, origin: origin))
        }
        return result
    }

    /// `{file: ../measured/scan.blo, sha256: ..., source: ..., scan: 30x60, align: true, as: ..., beside: ...}`
    private static func measured(_ item: YAMLValue, path: String, file: String) throws(ModelError) -> DatasetEntry {
        let reader = try YAMLReader(item, path: path, keys: ["as", "title", "beside"] + MeasuredModel.ownKeys)
        let model = try MeasuredModel(reader)
        let name = try reader.name("as") ?? stem(of: model.file)
        guard isFileName(name) else {
            throw reader.bad(
                "file", "the file's name \"\(name)\" cannot name a dataset", mend: "give it a name with as:")
        }
        return DatasetEntry(
            name: name, title: model.title, file: file, overrides: [], model: .measured(model), place: nil,
            repetition: nil, reference: nil, beside: try reader.optionalText("beside"), isHeldOut: false,
            origin: item.origin)
    }
}
