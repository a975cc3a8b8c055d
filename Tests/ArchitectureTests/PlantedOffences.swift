import Testing

/// The readers of the architecture test, on planted text: a rule that cannot find its offence holds nothing.
@Suite struct PlantedOffences {
    static let markdown = """
        | Room | Holds | May import |
        |---|---|---|
        | `Arrays` | matrices | `CFFTW` |
        | `Learning` | methods | `Arrays` |

        System modules that every room may import: `Dispatch`,
        `Glibc`.

        `Metrics` stands in other prose.
        """

    @Test func `An import outside the table is found, whatever its form`() throws {
        let table = try ImportTable(markdown: Self.markdown)
        let source = SwiftSource(
            path: "Sources/Learning/Planted.swift",
            text: """
                import Glibc
                import Dispatch
                public import Arrays
                @preconcurrency import Datasets
                internal import struct CFFTW.fftw_iodim
                // import Metrics
                """)
        #expect(source.room == "Learning")
        #expect(source.imports == ["Glibc", "Dispatch", "Arrays", "Datasets", "CFFTW"])
        #expect(table.forbidden(source.imports, in: source.room) == ["CFFTW", "Datasets"])
        #expect(table.forbidden(["Arrays", "Metrics"], in: "Unknown") == ["Arrays", "Metrics"])
    }

    @Test func `A document without its table or with a doubled row is refused`() {
        #expect(throws: ArchitectureError.noTable) { try ImportTable(markdown: "No table here.") }
        #expect(throws: ArchitectureError.malformedRow("| `Learning` | again | |")) {
            let doubled = "| `Learning` | methods | `Arrays` |\n| `Learning` | again | |"
            _ = try ImportTable(
                markdown: Self.markdown.replacing("| `Learning` | methods | `Arrays` |", with: doubled))
        }
    }

    @Test func `The manifest reader sees targets, products and named products`() throws {
        let manifest = try PackageManifest(
            text: """
                let numerics = Target.Dependency.product(name: "ComplexModule", package: "swift-numerics")
                targets: [
                    .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
                    .target(name: "CKernels"),
                    .target(name: "CRanks", dependencies: [.byName(name: "CMPI", condition: .when(traits: ["MPI"]))]),
                    room("Arrays", ["CFFTW", "CKernels", numerics]),
                    room("Quantities"),
                    room(
                        "Modelling",
                        [
                            "Quantities", .product(name: "Yams", package: "Yams"),
                        ]),
                    .executableTarget(
                        name: "twinbench", dependencies: ["Arrays"], swiftSettings: walls),
                    .target(name: "TestSupport", dependencies: ["Arrays"], path: "Tests/Support"),
                ]
                """)
        #expect(
            manifest.dependencies == [
                "CFFTW": [], "CKernels": [], "CRanks": ["CMPI"], "Arrays": ["CFFTW", "CKernels", "ComplexModule"],
                "Quantities": [],
                "Modelling": ["Quantities", "Yams"], "twinbench": ["Arrays"],
            ])
    }

    @Test(arguments: [
        ("let a = try! read()", ["try!"]),
        ("let b = c as! Int; fatalError(\"no\")", ["as!", "fatalError("]),
        ("    @testable import Arrays", ["@testable"]),
        ("let ready = 1  // TO" + "DO: more", ["TODO"]),
        ("let site = \"https://example.org\"; try! open(site)", ["try!"]),
        ("/// Never `try!` here, nor fatalError(.", []),
        ("let fine = try? read() as? Int", []),
    ])
    func `Each forbidden form is found in code and not in prose`(line: String, found: [String]) {
        #expect(SwiftSource.offences(in: line) == found)
    }
}
