// swift-tools-version: 6.2
import PackageDescription

// The walls of the house: which room may use which. CONTRIBUTING.md holds the same table in words, and
// Tests/ArchitectureTests reads the import lines of Sources/ against it.
let walls: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let real = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let complex = Target.Dependency.product(name: "ComplexModule", package: "swift-numerics")

func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: walls)
}

/// Tests that compute little are not optimised, to build faster; what they test always is.
func tests(_ name: String, _ dependencies: [Target.Dependency], optimized: Bool = true) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)",
        swiftSettings: optimized ? walls : walls + [.unsafeFlags(["-Onone"])])
}

let package = Package(
    name: "twinbench",
    products: [
        .library(
            name: "Twinbench",
            targets: [
                "Quantities", "Arrays", "Ranks", "Specimens", "Multislice", "Datasets", "Detection", "Formats",
                "Learning", "Metrics", "Records", "Modelling", "Harness", "Reporting",
            ]),
        .executable(name: "twinbench", targets: ["twinbench"]),
    ],
    traits: [
        .trait(name: "MPI", description: "simulate and learn over many processes, by Open MPI"),
        .default(enabledTraits: []),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // Another MPI: SWIFT_MPI_PC names its pkg-config module, such as mpich.
        .systemLibrary(
            name: "CMPI", pkgConfig: Context.environment["SWIFT_MPI_PC"] ?? "ompi-c",
            providers: [.apt(["libopenmpi-dev"])]),
        .target(name: "CKernels"),
        .target(name: "CSpawn"),
        .target(
            name: "CRanks", dependencies: [.byName(name: "CMPI", condition: .when(traits: ["MPI"]))],
            cSettings: [.define("TWINBENCH_MPI", .when(traits: ["MPI"]))]),

        room("Quantities"),
        room("Arrays", ["CFFTW", "COpenBLAS", "CKernels", real, complex]),
        room("Ranks", ["Arrays", "CRanks"]),
        room("Specimens", ["Quantities"]),
        room("Multislice", ["Specimens", "Arrays", "Quantities", "CKernels", real, complex]),
        room("Datasets", ["Arrays", "Quantities"]),
        room("Detection", ["Multislice", "Specimens", "Datasets", "Arrays", "Quantities"]),
        room("Formats", ["Datasets", "Arrays", "Quantities", "CHDF5", "CPNG"]),
        room("Learning", ["Arrays"]),
        room("Metrics", ["Arrays"]),
        room("Records", ["Quantities"]),
        room(
            "Modelling",
            [
                "Specimens", "Multislice", "Detection", "Datasets", "Learning", "Arrays", "Quantities",
                .product(name: "Yams", package: "Yams"),
            ]),
        room(
            "Harness",
            [
                "Quantities", "Arrays", "Specimens", "Multislice", "Datasets", "Detection", "Formats", "Learning",
                "Metrics", "Records", "Modelling", "Ranks", "CSpawn", "COpenSSL",
            ]),
        room("Reporting", ["Records", "Datasets", "Formats", "Arrays", "Quantities"]),
        .executableTarget(
            name: "twinbench",
            dependencies: [
                "Harness", "Reporting", "Records",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: walls),

        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Multislice", "Specimens", "Learning", "Formats", "Arrays", "Quantities", "CFFTW", real, complex,
            ],
            swiftSettings: walls),

        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "Harness", "Reporting", "Records", "Formats", "Datasets", "Arrays",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: walls),

        .target(
            name: "TestSupport", dependencies: ["Formats", "Arrays"], path: "Tests/Support", swiftSettings: walls),
        tests("ArraysTests", ["Arrays"]),
        tests("SpecimensTests", ["Specimens", "Quantities"]),
        tests("MultisliceTests", ["Multislice", "Specimens", "Arrays", "Quantities", "Formats", real, complex]),
        tests(
            "DetectionTests", ["Detection", "Multislice", "Specimens", "Datasets", "Arrays", "Quantities", "Formats"],
            optimized: false),
        tests("FormatsTests", ["Formats", "Datasets", "Arrays", "Quantities", "CHDF5"]),
        tests("LearningTests", ["Learning", "Arrays", "Formats"]),
        tests("MetricsTests", ["Metrics", "Learning", "Arrays", "Formats"]),
        tests("RecordsTests", ["Records"], optimized: false),
        tests(
            "ModellingTests",
            ["Modelling", "Learning", "Datasets", "Detection", "Multislice", "Specimens", "Arrays", "Quantities"],
            optimized: false),
        tests(
            "HarnessTests", ["Harness", "Records", "Modelling", "Datasets", "Formats", "Arrays"], optimized: false),
        // Runs the program itself, which lies beside the test bundle.
        tests("CommandLineTests", ["Datasets", "Formats", "Arrays"], optimized: false),
        tests(
            "ReportingTests", ["Reporting", "Records", "Datasets", "Formats", "Arrays"], optimized: false),
        tests("ArchitectureTests", [], optimized: false),
    ]
)
