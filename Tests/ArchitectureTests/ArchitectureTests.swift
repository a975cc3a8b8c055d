import FoundationEssentials
import TestSupport
import Testing

/// Holds the code against the table of rooms in CONTRIBUTING.md.
@Suite struct ArchitectureTests {
    let table: ImportTable
    let manifest: PackageManifest

    init() throws {
        table = try ImportTable(markdown: Self.text("CONTRIBUTING.md"))
        manifest = try PackageManifest(text: Self.text("Package.swift"))
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: Reference.checkout.appending(path: path), encoding: .utf8)
    }

    /// The folders of Sources/.
    static func folders() throws -> Set<String> {
        let sources = Reference.checkout.appending(path: "Sources").path
        let names = try FileManager.default.contentsOfDirectory(atPath: sources)
        return Set(names.filter { !$0.hasPrefix(".") })
    }

    @Test func `Every import of every room stands in the table`() throws {
        let sources = try SwiftSource.all(under: "Sources")
        #expect(sources.contains { !$0.imports.isEmpty })
        for source in sources {
            let forbidden = table.forbidden(source.imports, in: source.room)
            #expect(forbidden.isEmpty, "\(source.path) imports \(forbidden), which the table does not allow")
        }
    }

    @Test func `Every room has a row and every row has a room`() throws {
        let rooms = Set(table.rooms.keys)
        let folders = try Self.folders()
        #expect(folders.subtracting(rooms).isEmpty, "folders of Sources/ without a row in CONTRIBUTING.md")
        #expect(rooms.subtracting(folders).isEmpty, "rows of CONTRIBUTING.md without a folder in Sources/")
    }

    @Test func `The table and the package manifest agree`() throws {
        #expect(Set(manifest.dependencies.keys) == Set(table.rooms.keys))
        for (room, allowed) in table.rooms.sorted(by: { $0.key < $1.key }) {
            #expect(manifest.dependencies[room] == allowed, "\(room): Package.swift against CONTRIBUTING.md")
        }
    }

    @Test func `Rooms import one another in one direction only`() {
        var open = table.rooms.mapValues { $0.intersection(table.rooms.keys) }
        while let free = open.first(where: { $0.value.isEmpty })?.key {
            open[free] = nil
            for room in open.keys { open[room]?.remove(free) }
        }
        #expect(open.isEmpty, "rooms that reach themselves: \(open.keys.sorted())")
    }

    @Test func `No source traps on purpose or leaves work for later`() throws {
        let offences = try SwiftSource.all(under: "Sources").flatMap(\.offences)
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test func `No test reaches behind the package access level`() throws {
        let offences = try SwiftSource.all(under: "Tests").flatMap(\.offences).filter { $0.hasSuffix("@testable") }
        #expect(offences.isEmpty, "\(offences.joined(separator: "\n"))")
    }

    @Test func `No Swift file is longer than 400 lines`() throws {
        for source in try SwiftSource.all(under: "Sources") + SwiftSource.all(under: "Tests") {
            #expect(source.lineCount <= 400, "\(source.path) has \(source.lineCount) lines: give it two files")
        }
    }
}
