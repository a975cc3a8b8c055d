import Metrics
import TestSupport
import Testing

@Suite struct NullEstimateTests {
    struct File: Decodable { let nulls: [String: StoredMetrics] }

    @Test("Estimates that know everything or nothing read as in the reference")
    func nullTable() throws {
        let stored = try Reference.json("learning/metrics_planted.json", as: File.self).nulls
        for (name, comparison) in try nullEstimates().sorted(by: { $0.key < $1.key }) {
            let expected = try #require(stored[name])
            try expectStored(
                expected, comparison, name, tolerance: 1e-9, anyOrder: name == "mean" || name == "fig5_const")
        }
    }

    @Test("A map of swapped members disagrees with the matching of patterns")
    func matchingsDisagree() throws {
        let estimates = try nullEstimates()
        #expect(estimates["swappedAB_maps"]?.matchingsDisagree == true)
        #expect(estimates["truth"]?.matchingsDisagree == false)
        #expect(estimates["swap_both"]?.matchingsDisagree == false)
    }
}
