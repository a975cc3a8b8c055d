package import Detection

/// `kind: measured`: a file of data whose truth nobody knows, used as it is or with its patterns aligned.
///
/// An experiment names one with `file:` in place of `model:`.
public struct MeasuredModel: Sendable, Equatable {
    public static let kind = "measured"

    /// One line for people; empty when left out.
    public let title: String
    /// The data; a relative path starts at the folder of the file that names it.
    public let file: String
    /// Digest that the file must have, hexadecimal; nil when any will do.
    public let sha256: String?
    /// Where to get the file; empty when left out.
    public let source: String
    /// The scan as lines × positions, such as "30x60", where the file does not say it.
    public let scan: String?
    /// Whether the direct beam of each pattern is moved to the detector's centre.
    public let align: Bool
    /// What patterns are corrected for after the learning; the data stay as they are.
    package let distortion: Distortion

    static let ownKeys = ["file", "sha256", "source", "scan", "align"] + Distortion.keys
    static let keys = ["kind", "title"] + ownKeys

    /// What the data do not depend on, apart from their file's content.
    static let withoutEffect: Set<String> = ["title", "file", "sha256", "source", "rotation", "ellipticity"]

    init(_ value: YAMLValue) throws(ModelError) { try self.init(YAMLReader(value, keys: Self.keys)) }

    init(_ reader: YAMLReader) throws(ModelError) {
        title = try reader.title()
        file = try reader.text("file", example: "../measured/scan.blo")
        source = try reader.text("source", default: "")
        scan = try reader.optionalText("scan")
        align = try reader.boolean("align", default: false)
        distortion = try Distortion(detector: reader)
        sha256 = try reader.optionalText("sha256")?.lowercased()
        if let sha256, sha256.count != 64 || !sha256.allSatisfy(\.isHexDigit) {
            throw reader.bad(
                "sha256", "is no SHA-256 digest", mend: "write its 64 hexadecimal digits, as sha256sum prints them")
        }
    }

    private init(_ model: MeasuredModel, sha256: String) {
        title = model.title
        file = model.file
        self.sha256 = sha256
        source = model.source
        scan = model.scan
        align = model.align
        distortion = model.distortion
    }

    /// The model that takes no other file than the one with this digest.
    package func holding(sha256: String) -> MeasuredModel { MeasuredModel(self, sha256: sha256) }

    /// The file's path, seen from the working folder.
    package func path(modelFile: String) -> String { sibling(file, of: modelFile) }

    var yaml: YAMLValue {
        .map([
            "kind": .word(Self.kind),
            "title": title.isEmpty ? nil : .quoted(title),
            "file": .quoted(file),
            "sha256": sha256.map { .quoted($0) },
            "source": source.isEmpty ? nil : .quoted(source),
            "scan": scan.map { .quoted($0) },
            "align": .word(align ? "true" : "false"),
            "rotation": distortion.rotation == nil ? nil : distortion.rotationYAML,
            "ellipticity": distortion.ellipticity == nil ? nil : distortion.ellipticityYAML,
        ])
    }
}
