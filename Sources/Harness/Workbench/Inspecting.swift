internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials
internal import Modelling
internal import Quantities

extension Workbench {
    /// One line about a file.
    public struct Fact: Codable, Sendable {
        public var name: String
        public var value: String
    }

    /// What a file is.
    ///
    /// - Parameter energy: accelerating voltage for the extinction lengths of a crystal, such as "300 kV".
    /// - Throws: what is wrong with the file, in one line.
    public static func info(about url: URL, energy: String) throws -> [Fact] {
        if url.pathExtension.lowercased() == "xyz" { return try crystalFacts(url, energy: Energy(text: energy)) }
        switch try FileKind.detect(url) {
        case .cif: return try crystalFacts(url, energy: Energy(text: energy))
        case .dataset: return try datasetFacts(url)
        case .result: return try resultFacts(url)
        case .yaml: return try modelFacts(url)
        case .npy: return [Fact(name: "array", value: "\(try NumPyArray(contentsOf: url).shape)")]
        case let kind: return [Fact(name: "file", value: kind.rawValue)]
        }
    }

    private static func resultFacts(_ url: URL) throws -> [Fact] {
        let estimate = try ResultFile.read(url)
        let numbers = estimate.convergence.sorted { $0.key < $1.key }
        return [
            Fact(name: "result", value: "\(estimate.method) on \(estimate.dataset)"),
            Fact(name: "sources", value: "\(estimate.patterns.rows)"),
            Fact(name: "maps", value: "compared \(estimate.mapScaling)"),
        ] + numbers.map { Fact(name: $0.key, value: "\($0.value)") }
    }

    private static func modelFacts(_ url: URL) throws -> [Fact] {
        let model = try DatasetModel(file: url.path)
        return [
            Fact(name: "model", value: model.title.isEmpty ? model.kind : model.title),
            Fact(name: "digest", value: Digest.of(model.digestYAML)),
            Fact(name: "resolved", value: "\n" + model.resolvedYAML),
        ]
    }
}
