import Arrays
import Learning
import TestSupport
import Testing

/// One after the other, for they set the number of threads of the process.
@Suite(.serialized) struct RepeatabilityTests {
    @Test(arguments: Subject.all)
    func `The same seed gives the same bytes on any number of threads`(_ subject: Subject) throws {
        let rows = try ReferenceInput.d10.rows()
        defer { Threads.count = 0 }
        var results: [any MixtureEstimate] = []
        for threads in [1, 2, 2] {
            Threads.count = threads
            results.append(try subject.estimate(rows))
        }
        for other in results.dropFirst() {
            #expect(other.patterns == results[0].patterns && other.maps == results[0].maps)
            #expect(other.diagnostics == results[0].diagnostics)
            #expect(other.convergence == results[0].convergence)
        }
    }
}
