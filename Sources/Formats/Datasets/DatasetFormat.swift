public import Arrays
public import Datasets
public import FoundationEssentials

/// The kinds of files that datasets are written to, by the end of their name.
public enum DatasetFormat: String, Sendable, CaseIterable {
    /// HyperSpy's layout with py4DSTEM's tree and the truth: .hspy, or .h5 and .emd for py4DSTEM.
    case hspy
    case blo
    case npy

    /// - Throws: `FormatError.cannotWrite` for a name that says no format.
    public init(of url: URL) throws {
        switch url.pathExtension.lowercased() {
        case "hspy", "h5", "hdf5", "emd": self = .hspy
        case "blo": self = .blo
        case "npy": self = .npy
        case "mib":
            throw FormatError.cannotWrite(file: url.path, reason: ".mib is only read; write .hspy, .blo or .npy")
        default:
            throw FormatError.cannotWrite(
                file: url.path, reason: "its name does not end in .hspy, .h5, .blo or .npy; name the format so")
        }
    }

    /// Writes `dataset` block by block, whole or not at all.
    ///
    /// - Throws: `FormatError`; `Cancelled`.
    public func write(_ dataset: Dataset, to url: URL, progress: Progress = .none) throws -> WritingLoss {
        switch self {
        case .hspy:
            try DatasetFile.write(dataset, to: url, progress: progress)
            return WritingLoss()
        case .npy:
            try NumPyDataset.write(dataset, to: url, progress: progress)
            return WritingLoss(notes: Self.dropped(dataset))
        case .blo:
            var loss = try BlockFile.write(dataset, to: url, progress: progress)
            loss.notes += Self.dropped(dataset)
            return loss
        }
    }

    private static func dropped(_ dataset: Dataset) -> [String] {
        let isMade = !dataset.provenance.model.isEmpty
        let parts = [
            dataset.truth == nil ? nil : "truth", dataset.beams == nil ? nil : "beams", isMade ? "provenance" : nil,
        ].compactMap { $0 }
        return parts.isEmpty ? [] : ["not kept: \(parts.joined(separator: ", "))"]
    }
}

/// What a format could not keep of a dataset.
public struct WritingLoss: Sendable, Codable {
    /// For people.
    public var notes: [String] = []
    /// What counts were multiplied by; nil where they are stored as they are.
    public var scale: Double?
    /// The largest difference, in counts, between a value and what reading gives for it; nil as above.
    public var largestRoundingError: Double?
}
