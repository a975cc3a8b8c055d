/// The targets of Package.swift and what they depend on, read as plain text: enough for the way this manifest is written
/// (`room(...)`, `.target(...)`, `.systemLibrary(...)`, `.executableTarget(...)`).
struct PackageManifest {
    /// Target to the modules that it depends on; test targets and those that live under Tests/ are left out.
    let dependencies: [String: Set<String>]

    init(text: String) throws {
        let constants = Dictionary(
            uniqueKeysWithValues: text.matches(of: /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/)
                .map { (String($0.output.1), String($0.output.2)) })
        let declaration = /(?:\broom|\.target|\.systemLibrary|\.executableTarget)\(\s*(?:name:\s*)?"(\w+)"/
        let declarations = text.matches(of: declaration)
        var dependencies: [String: Set<String>] = [:]
        for match in declarations {
            let arguments = try Self.untilClosed(text[match.range.upperBound...], open: "(", close: ")")
            guard !arguments.contains(/path:\s*"Tests/) else { continue }
            dependencies[String(match.output.1)] =
                arguments.contains("pkgConfig:") ? [] : try Self.modules(in: arguments, constants: constants)
        }
        self.dependencies = dependencies
    }

    /// The modules named in the first list among `arguments`.
    private static func modules(in arguments: Substring, constants: [String: String]) throws -> Set<String> {
        guard let start = arguments.firstIndex(of: "[") else { return [] }
        let list = try untilClosed(arguments[arguments.index(after: start)...], open: "[", close: "]")
        let product = /\.product\(name:\s*"(\w+)",\s*package:\s*"[^"]+"\)/
        let products = list.matches(of: product).map { String($0.output.1) }
        let rest = list.replacing(product, with: "").replacing(/condition:\s*\.when\([^)]*\)/, with: "")
        let targets = rest.matches(of: /"(\w+)"/).map { String($0.output.1) }
        let named = rest.replacing(/"\w+"/, with: "").matches(of: /\w+/).compactMap { constants[String($0.output)] }
        return Set(products + targets + named)
    }

    /// The text up to the bracket that closes the one before it.
    private static func untilClosed(_ text: Substring, open: Character, close: Character) throws -> Substring {
        var depth = 1
        for index in text.indices {
            if text[index] == open { depth += 1 }
            if text[index] == close { depth -= 1 }
            if depth == 0 { return text[..<index] }
        }
        throw ArchitectureError.unclosedList(String(text.prefix(60)))
    }
}
