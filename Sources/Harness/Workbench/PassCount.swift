internal import Arrays
internal import Glibc
internal import Synchronization

/// Observations that count how often they are gone through.
final class CountedPasses: RowSource {
    private let source: any RowSource
    private let passes = Atomic<Int>(0)

    init(_ source: any RowSource) { self.source = source }

    var shape: ObservationShape { source.shape }
    var count: Int { passes.load(ordering: .relaxed) }

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        passes.add(1, ordering: .relaxed)
        try source.forEachBlock(body)
    }

    func forEachBlock(of rows: Range<Int>, _ body: (RowBlock) throws -> Void) throws {
        passes.add(1, ordering: .relaxed)
        try source.forEachBlock(of: rows, body)
    }
}

/// What the process has taken of the machine's memory so far.
enum PeakMemory {
    /// Largest resident set, MiB.
    static var mebibytes: Double {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        // Linux counts in KiB.
        return (Double(usage.ru_maxrss) / 1024).rounded()
    }
}
