// swift-tools-version: 6.2
import PackageDescription

// A method written with Twinbench as a library. Build it with `swift build -c release` here, then score it:
// twinbench try Validation/methods/swift-example.yaml
let package = Package(
    name: "swift-example",
    dependencies: [.package(name: "twinbench", path: "../../..")],
    targets: [
        .executableTarget(name: "unmix", dependencies: [.product(name: "Twinbench", package: "twinbench")])
    ]
)
