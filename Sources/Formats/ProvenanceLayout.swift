import Datasets

/// `/Provenance`: how the file was made. `model` (YAML), `warnings` (list), attribute `seed`, and the attributes of
/// `digests`, `versions` and, where it is known, `estimated-error` (shares of the incident beam). Nothing in it depends on when or where.
enum ProvenanceLayout {
    static func write(_ provenance: Provenance, to root: HDF5Group) throws {
        let group = try root.createGroup("Provenance")
        try group.write(provenance.model, as: "model")
        try group.write(provenance.warnings, as: "warnings")
        try group.attributes.write(provenance.seed, "seed")
        try write(provenance.digests, to: group.createGroup("digests"))
        try write(provenance.versions, to: group.createGroup("versions"))
        if let error = provenance.estimatedError {
            let attributes = try group.createGroup("estimated-error").attributes
            for (name, value) in error.parts.sorted(by: { $0.key < $1.key }) { try attributes.write(value, name) }
        }
    }

    /// The provenance; an empty one where the file holds none.
    static func read(_ root: HDF5Group) throws -> Provenance {
        guard let group = try root.optionalGroup("Provenance") else {
            return Provenance(model: "", digests: [:], seed: 0, versions: [:])
        }
        return Provenance(
            model: try group.optionalDataset("model")?.readStrings(expecting: []).first ?? "",
            digests: try strings(group.optionalGroup("digests")),
            seed: try group.attributes.optionalUInt64("seed") ?? 0,
            versions: try strings(group.optionalGroup("versions")),
            warnings: try group.optionalDataset("warnings")?.readStrings() ?? [],
            estimatedError: try group.optionalGroup("estimated-error").map { group in
                let attributes = group.attributes
                let pairs = try attributes.names().map { ($0, try attributes.double($0)) }
                return EstimatedError(parts: Dictionary(pairs) { first, _ in first })
            })
    }

    /// In the order of their names, so that equal values give equal bytes.
    private static func write(_ values: [String: String], to group: HDF5Group) throws {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { try group.attributes.write(value, name) }
    }

    private static func strings(_ group: HDF5Group?) throws -> [String: String] {
        guard let attributes = group?.attributes else { return [:] }
        let pairs = try attributes.names().map { ($0, try attributes.string($0)) }
        return Dictionary(pairs) { first, _ in first }
    }
}
