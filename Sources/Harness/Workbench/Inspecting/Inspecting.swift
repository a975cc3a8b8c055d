internal import Formats
public import FoundationEssentials
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
        if url.pathExtension.lowercased() == "xyz" { return try crystalFacts(url, energy: voltage(energy)) }
        return switch try FileKind.detect(url) {
        case .cif: try crystalFacts(url, energy: voltage(energy))
        case .dataset, .blo, .mib, .emd: try datasetFacts(url)
        case .result: try resultFacts(url)
        case .yaml: try yamlFacts(url)
        case .npy: try arrayFacts(url)
        case .resultFolder:
            [
                Fact(name: "result folder", value: "of a method outside Twinbench: score it with twinbench evaluate"),
                Fact(name: "patterns.npy", value: try sizes(ofArray: url.appending(path: "patterns.npy"))),
                Fact(name: "maps.npy", value: try sizes(ofArray: url.appending(path: "maps.npy"))),
            ]
        case .hdf5: [Fact(name: "HDF5 file", value: "no dataset of HyperSpy or py4DSTEM and no result of Twinbench")]
        case .png: [Fact(name: "picture", value: "PNG")]
        case .unknown where url.pathExtension.lowercased() == "xyz": try crystalFacts(url, energy: voltage(energy))
        case .unknown: try scoresFacts(url) ?? [unknown(url)]
        }
    }

    /// An array, and the dataset that it is when its shape says so.
    private static func arrayFacts(_ url: URL) throws -> [Fact] {
        let array = Fact(name: "array", value: try sizes(ofArray: url))
        return [array] + ((try? datasetFacts(url)) ?? [])
    }

    private static func sizes(ofArray url: URL) throws -> String {
        try NumPyArray.shape(of: url).map(String.init).joined(separator: " × ")
    }

    private static func voltage(_ text: String) throws -> Energy {
        do {
            return try Energy(text: text)
        } catch {
            throw HarnessError.unfit(file: "--energy", problem: "\(error)")
        }
    }

    private static func unknown(_ url: URL) -> Fact {
        Folder.isFolder(url)
            ? Fact(name: "folder", value: "without patterns.npy and maps.npy: no result")
            : Fact(
                name: "file",
                value: "unknown: no crystal, model, experiment, method, dataset, result, array, record or baseline")
    }
}
