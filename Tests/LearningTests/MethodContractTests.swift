import Arrays
import FoundationEssentials
import Learning
import Synchronization
import TestSupport
import Testing

/// What every built-in method keeps.
@Suite struct MethodContractTests {
    static let methods: [any CataloguedMethod] = MethodCatalogue.all.map { $0.init() }

    static func estimate(
        _ method: some CataloguedMethod, _ rows: InMemoryRows, progress: Progress = .none
    ) throws -> any MixtureEstimate {
        try method.estimate(from: rows, seed: Seed(4), progress: progress)
    }

    @Test func repeatedRunsAndAnyNumberOfThreadsGiveTheSameBits() throws {
        let rows = try ReferenceInput.d10.rows()
        defer { Threads.count = 0 }
        for method in Self.methods {
            var results: [any MixtureEstimate] = []
            for threads in [1, 2, 2] {
                Threads.count = threads
                results.append(try Self.estimate(method, rows))
            }
            for other in results.dropFirst() {
                #expect(other.patterns == results[0].patterns && other.maps == results[0].maps)
                #expect(other.diagnostics == results[0].diagnostics)
                #expect(other.convergence == results[0].convergence)
            }
        }
    }

    @Test func patternsAndMapsHaveTheShapesOfTheProtocol() throws {
        let rows = try ReferenceInput.a.rows()
        for method in Self.methods {
            let found = try Self.estimate(method, rows)
            #expect(found.patterns.rows == 2 && found.patterns.columns == 4096)
            #expect(found.maps.rows == 2 && found.maps.columns == 30)
        }
    }

    @Test func blocksOfSevenRowsGiveTheSameResult() throws {
        for method in Self.methods {
            let whole = try Self.estimate(method, ReferenceInput.d0.rows())
            let blocks = try Self.estimate(method, ReferenceInput.d0.rows(rowsPerBlock: 7))
            #expect(difference(whole.maps, blocks.maps) < 1e-6)
            #expect(difference(whole.patterns, blocks.patterns) < 1e-6)
        }
    }

    @Test func permutedRowsGivePermutedMaps() throws {
        let x = try ReferenceInput.d0.matrix()
        let order = (0..<x.rows).map { ($0 * 17 + 5) % x.rows }
        let permuted = Matrix(order.map { x.row($0) })
        for method in Self.methods {
            let straight = try Self.estimate(method, observations(x))
            let shuffled = try Self.estimate(method, observations(permuted))
            // Clusters may come in another order: the farthest of equal points is the first one.
            let swapped = abs(shuffled.maps[0, 0] - straight.maps[0, order[0]]) > 0.1
            for source in 0..<2 {
                let other = swapped ? 1 - source : source
                for i in 0..<x.rows {
                    #expect(abs(shuffled.maps[other, i] - straight.maps[source, order[i]]) < 1e-6)
                }
            }
        }
    }

    @Test func valuesThatAreNotFiniteAreRefusedWithTheirPlace() throws {
        for bad in [Double.nan, .infinity] {
            var x = Matrix<Double>(rows: 5, columns: 6, repeating: 1)
            x[3, 4] = bad
            for method in Self.methods {
                for perBlock in [1, 5] {
                    #expect(throws: LearningError.notFinite(row: 3, column: 4)) {
                        try Self.estimate(method, observations(x, rowsPerBlock: perBlock))
                    }
                }
            }
        }
    }

    @Test func moreSourcesThanPatternsAreRefused() throws {
        let one = observations(Matrix(rows: 1, columns: 6, repeating: 1))
        for method in Self.methods {
            let error = #expect(throws: LearningError.self) { try Self.estimate(method, one) }
            guard case .rankTooLarge(_, _, 2, 1)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test func asManySourcesAsPatternsAreAllowed() throws {
        let x = Matrix<Double>([[4, 1, 0, 0], [0, 1, 3, 1]])
        for method in Self.methods {
            let found = try Self.estimate(method, observations(x))
            let product = Matrix.product(found.maps.transposed, found.patterns)
            #expect(difference(product, x) < 1e-6)
        }
    }

    @Test func noObservationsAreRefused() throws {
        for method in Self.methods {
            #expect(throws: LearningError.noObservations) {
                try Self.estimate(method, observations(Matrix(rows: 0, columns: 4)))
            }
        }
    }

    @Test func factorisationRefusesNegativeObservations() throws {
        var x = Matrix<Double>(rows: 3, columns: 4, repeating: 1)
        x[2, 1] = -0.5
        let error = #expect(throws: LearningError.self) { try Self.estimate(NMF(), observations(x)) }
        #expect(error?.description.contains("position 2") == true)
    }

    @Test func longWorkStopsOnRequest() throws {
        let asked = Atomic<Int>(0)
        let progress = Progress(
            onReport: { _, _ in }, isCancelled: { asked.add(1, ordering: .relaxed).newValue > 3 })
        let rows = try ReferenceInput.d10.rows()
        #expect(throws: Cancelled.self) { try Self.estimate(NMF(), rows, progress: progress) }
        #expect(throws: Cancelled.self) { try Self.estimate(FuzzyCMeans(), rows, progress: progress) }
    }
}
