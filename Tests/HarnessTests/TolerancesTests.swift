import Harness
import Records
import Testing

@Suite struct TolerancesTests {
    @Test func `Every metric has a tolerance of its own with a reason`() {
        let listed = Dictionary(grouping: Tolerance.standard, by: \.metric)
        for metric in Workbench.metrics {
            #expect(listed[metric.name]?.count == 1, "\(metric.name): give it a line in StandardTolerances.swift")
        }
        #expect(listed[Tolerance.anyMetric]?.count == 1)
        #expect(Tolerance.standard.allSatisfy { !$0.reason.isEmpty && max($0.absolute, $0.relative) > 0 })
    }
}
