public import Specimens

/// `twin:`, `crystal-b:` and `boundary:`, what crystal B is and how it lies against crystal A.
public struct CrystalPair: Sendable, Equatable {
    /// The CIF file of crystal B as written; nil where B is a twin of A.
    public let crystalB: String?
    public let twin: TwinLaw
    /// The composition plane (hkl) of A, `boundary: {normal: [h, k, l]}`; nil for the one that the twin law suggests.
    public let boundary: MillerIndices?

    static let keys = ["crystal-b", "twin", "boundary"]

    init(_ reader: YAMLReader) throws(ModelError) {
        crystalB = try reader.optionalText("crystal-b")
        twin = try TwinLaw(reader.section("twin", keys: TwinLaw.keys))
        boundary =
            reader.value("boundary") == nil
            ? nil : try reader.section("boundary", keys: ["normal"]).plane("normal", example: "[1, 1, 2]")
    }

    var yaml: [(key: String, value: YAMLValue)] {
        (crystalB.map { [("crystal-b", .quoted($0))] } ?? []) + [("twin", twin.yaml)]
            + (boundary.map { [("boundary", .map(["normal": .indices($0)]))] } ?? [])
    }
}
