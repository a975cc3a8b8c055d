import Arrays
import Datasets
import Harness
import Learning
import Synchronization
import TestSupport
import Testing

/// A method that reads a file for minutes ends soon after Ctrl-C, in the middle of a pass too.
@Suite struct StoppingTests {
    /// Observations in blocks of one row, that count the blocks they gave.
    final class CountedBlocks: RowSource {
        private let rows: InMemoryRows
        private let given = Atomic<Int>(0)
        var count: Int { given.load(ordering: .relaxed) }

        init(_ source: any RowSource) throws {
            rows = try InMemoryRows(shape: source.shape, values: source.matrix(), rowsPerBlock: 1)
        }

        var shape: ObservationShape { rows.shape }
        func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
            try rows.forEachBlock { block in
                try body(block)
                given.add(1, ordering: .relaxed)
            }
        }
    }

    @Test(arguments: MethodCatalogue.all.map { $0.name })
    func noBlockIsWorkedOnOnceTheUserAskedToStop(name: String) throws {
        let method = try #require(MethodCatalogue.method(named: name)).init()
        try withTemporaryFolder { cache in
            let made = try SmallModels.dataset(SmallModels.fig5("scan.pure=3", "scan.mixed=4"), cache: cache)
            let whole = try CountedBlocks(made.observations)
            try estimate(by: method, name: name, on: made, whole, stoppingAfter: .max)
            for last in Set([1, whole.count - 1]) {
                let blocks = try CountedBlocks(made.observations)
                #expect(throws: Cancelled.self) {
                    try estimate(by: method, name: name, on: made, blocks, stoppingAfter: last)
                }
                #expect(blocks.count == last)
            }
        }
    }

    private func estimate(
        by method: any CataloguedMethod, name: String, on made: Dataset, _ blocks: CountedBlocks,
        stoppingAfter last: Int
    ) throws {
        let data = Dataset(
            name: made.name, observations: blocks, storage: made.storage, calibration: made.calibration, truth: nil,
            beams: nil, provenance: made.provenance)
        let progress = Progress(onReport: { _, _ in }, isCancelled: { blocks.count >= last })
        _ = try EstimateStage(progress: progress).estimate(method, name: name, on: data, seed: Seed(1))
    }
}
