/// The table of rooms in CONTRIBUTING.md: the document is the truth that the sources are held against.
struct ImportTable: Equatable {
    /// Room to the modules that it may import, beside the system modules.
    var rooms: [String: Set<String>]
    /// Modules of the system that every room may import.
    var systemModules: Set<String>

    /// Reads the first table whose header has the columns "Room" and "May import", and the paragraph that starts
    /// with "System modules". Names stand in backticks; anything else in a cell is prose.
    init(markdown: String) throws {
        let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let header = lines.firstIndex(where: { Self.cells(of: $0).contains("May import") }),
            let roomColumn = Self.cells(of: lines[header]).firstIndex(of: "Room"),
            let importColumn = Self.cells(of: lines[header]).firstIndex(of: "May import")
        else { throw ArchitectureError.noTable }
        rooms = [:]
        for line in lines[(header + 1)...].prefix(while: { $0.hasPrefix("|") }).dropFirst() {
            let cells = Self.cells(of: line)
            guard cells.count > max(roomColumn, importColumn),
                let room = Self.names(in: cells[roomColumn]).first, rooms[room] == nil
            else { throw ArchitectureError.malformedRow(line) }
            rooms[room] = Set(Self.names(in: cells[importColumn]))
        }
        guard let system = lines.firstIndex(where: { $0.hasPrefix("System modules") }) else {
            throw ArchitectureError.noSystemModules
        }
        systemModules = Set(lines[system...].prefix(while: { !$0.isEmpty }).flatMap(Self.names(in:)))
    }

    /// The modules among `imports` that `room` may not import, sorted.
    func forbidden(_ imports: some Sequence<String>, in room: String) -> [String] {
        Set(imports).subtracting(rooms[room] ?? []).subtracting(systemModules).sorted()
    }

    private static func cells(of line: String) -> [String] {
        guard line.hasPrefix("|") else { return [] }
        return line.matches(of: /\|\s*([^|]*?)\s*(?=\|)/).map { String($0.output.1) }
    }

    private static func names(in text: String) -> [String] {
        text.matches(of: /`([A-Za-z_][A-Za-z0-9_]*)`/).map { String($0.output.1) }
    }
}

/// Why the documents could not be read.
enum ArchitectureError: Error, Equatable {
    case noTable
    case malformedRow(String)
    case noSystemModules
    case unclosedList(String)
}
