public import Arrays
public import Formats
public import FoundationEssentials

/// The reference numbers under Tests/Reference: made outside this project, each folder's README says how.
public enum Reference {
    /// The top folder of the checkout.
    public static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    public static func url(_ path: String) -> URL { checkout.appending(path: "Tests/Reference/\(path)") }

    /// A stored array such as `array("learning/inputs_a_fig5.W.npy")`.
    public static func array(_ path: String) throws -> NumPyArray { try NumPyArray(contentsOf: url(path)) }

    /// A stored array as a matrix: its first axis by all the others.
    public static func matrix(_ path: String) throws -> Matrix<Double> {
        let array = try array(path)
        return Matrix(
            rows: array.shape[0], columns: array.shape.dropFirst().reduce(1, *), elements: array.values)
    }

    /// A stored JSON file, decoded.
    public static func json<T: Decodable>(_ path: String, as type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(contentsOf: url(path)))
    }
}

/// An empty folder for one test, removed when `body` ends.
public func withTemporaryFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "twinbench-test-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
