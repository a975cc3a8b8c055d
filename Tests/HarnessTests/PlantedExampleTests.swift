import FoundationEssentials
import Harness
import Records
import TestSupport
import Testing

@Suite struct PlantedExampleTests {
    /// The size that was planted, by hand; where two sources carry 0.6 and 0.4, Hill's number is 1/(0.6² + 0.4²).
    private static let planted: [(String, Double, Double)] = [
        ("leakage", 0.2, 1e-6), ("leakage-fit", 0.2, 1e-6), ("pseudo-subtraction", 0.3, 0.01), ("dips", 2, 0),
        ("shared-ratio", 0.4, 1e-6), ("direct-beam-ratio", 0.5, 0.02), ("pure-offset", 0.03, 1e-9),
        ("splitting", 1 / 0.52, 1e-9), ("edge-rise", 0.04, 1e-9), ("mid-shift", 2, 1e-9),
        ("mid-offset", -2.0 / 11, 1e-9),
        ("boundary-width-ratio", 0.5, 1e-9), ("non-monotonicity", 0.3, 1e-9), ("deepest-minimum", 0.3, 1e-9),
        ("minima", 1, 0), ("max-deviation", 0.198, 0.003), ("scree-rank", 5, 0), ("double-diffraction", 0.1, 0.002),
        ("third-source-max", 0.198, 0.003), ("negative-values", 2.0 / 22, 1e-9), ("closest-patterns", 10, 1e-9),
        ("dark-field-agreement", 0.8, 1e-5), ("edge-lines", 0.075, 1e-9), ("edge-line-rows", 0.75, 1e-9),
        ("film-split", 4.9213, 1e-4), ("separating-components", 1, 1e-9), ("pattern-spread", 5, 1e-5),
    ]

    @Test(arguments: planted)
    func `The metric reads what its page says was planted`(metric: String, size: Double, tolerance: Double) throws {
        let example = try #require(try Workbench.plantedExample(of: metric))
        let value = try #require(example.value)
        #expect(abs(value - size) <= tolerance, "\(metric): \(value)")
    }

    @Test func `Every metric has its page, as the list of metrics has it now`() throws {
        let folder = Reference.checkout.appending(path: "docs/metrics")
        let list = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
        for metric in Workbench.metrics {
            let file = folder.appending(path: "\(metric.name).md")
            let page = try #require(
                try? String(contentsOf: file, encoding: .utf8), "\(metric.name): run make metric-pages")
            #expect(page.hasPrefix("# \(metric.title)\n"), "\(metric.name): run make metric-pages")
            #expect(page.contains(metric.explanation), "\(metric.name): run make metric-pages")
            #expect(list.contains("](\(metric.name).md)"))
            guard page.contains(".svg)") else { continue }
            #expect(FileManager.default.fileExists(atPath: folder.appending(path: "\(metric.name).svg").path))
        }
    }
}
