import Specimens

/// `reference:` of an experiment or of one of its datasets: the dataset that beam intensities are held against.
struct DatasetReference {
    let name: String
    let origin: String
    /// The key in the file, for messages.
    let key: String
    /// What the experiment's sweep adds to the names of its datasets: the reference swept alike comes first.
    var suffix = ""
    /// Whether it is the experiment's, for every dataset but the reference itself.
    private let isForAll: Bool

    /// Reads `reference:`; nil where it is left out.
    init?(_ reader: YAMLReader) throws(ModelError) {
        guard let name = try reader.optionalText("reference") else { return nil }
        self.name = name
        origin = reader.origin(of: "reference")
        key = reader.fullPath("reference")
        isForAll = reader.path.isEmpty
    }

    func swept(_ suffix: String) -> Self {
        var result = self
        result.suffix = suffix
        return result
    }

    /// The reference's full name.
    ///
    /// - Throws: `ModelError` when no dataset is called so, or its scan has another number of positions.
    func resolved(for entry: DatasetEntry, among datasets: [DatasetEntry]) throws(ModelError) -> String {
        let known = datasets.map(\.name)
        guard let place = known.firstIndex(of: name + suffix) ?? known.firstIndex(of: name) else {
            throw .unknownName(
                origin: origin, key: key, kind: "dataset", name: name, nearest: nearest(to: name, in: known),
                known: known)
        }
        let found = known[place]
        guard isForAll || entry.place != nil || found != entry.name else {
            throw bad("\(entry.name) is its own reference", mend: "name another dataset")
        }
        let positions = datasets[place].model.beamPositions
        guard positions != nil, positions == entry.model.beamPositions else {
            throw bad(
                "\(entry.name) and \(found) have no beams at the same scan positions",
                mend: "compare line scans over a bicrystal of equal length")
        }
        return found
    }

    private func bad(_ problem: String, mend: String) -> ModelError {
        .badValue(origin: origin, key: key, problem: problem, mend: mend)
    }
}

extension DatasetModel {
    /// Number of scan positions with beam intensities; nil for all but scans over a bicrystal's boundary.
    var beamPositions: Int? {
        switch self {
        case .lineScanBicrystal(let model): model.stack.positions + 2 * (model.pureCopies ?? 0)
        // The ends stand beside the boundary's positions.
        case .probeScan(let model): model.stack.positions + 2 + 2 * (model.pureCopies ?? 0)
        default: nil
        }
    }
}
