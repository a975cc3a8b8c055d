import Arrays
import FoundationEssentials
import Learning
import Synchronization
import TestSupport
import Testing

/// What every method keeps, and what each says of itself.
@Suite struct ConformanceTests {
    @Test(arguments: Subject.all)
    func `Patterns and maps have a row for each source and a column for each pixel and position`(_ subject: Subject)
        throws
    {
        let found = try subject.estimate(squareObservations(noisyBoundary()))
        #expect(found.patterns.rows == subject.sources && found.patterns.columns == 36)
        #expect(found.maps.rows == subject.sources && found.maps.columns == 24)
        #expect(found.patterns.elements.allSatisfy(\.isFinite) && found.maps.elements.allSatisfy(\.isFinite))
        let convergence = found.convergence
        #expect(convergence.starts >= 1 && (1...convergence.starts).contains(convergence.startsAgreeing))
        #expect(convergence.objective.allSatisfy { $0.isFinite })
        for (name, values) in found.diagnostics { #expect(values.elements.allSatisfy { $0.isFinite }, "\(name)") }
    }

    @Test(arguments: Subject.all)
    func `Constraints that a method declares hold`(_ subject: Subject) throws {
        for x in [noisyBoundary(), try ReferenceInput.d0.matrix()] {
            let found = try subject.estimate(observations(x))
            if subject.traits.contains(.nonNegativePatterns) {
                #expect(found.patterns.elements.allSatisfy { $0 >= 0 })
            }
            if subject.traits.contains(.nonNegativeMaps) { #expect(found.maps.elements.allSatisfy { $0 >= 0 }) }
            if subject.traits.contains(.mapsSumToOne) {
                for i in 0..<found.maps.columns { #expect(abs(found.maps.column(i).reduce(0, +) - 1) < 1e-12) }
            }
        }
    }

    @Test(arguments: Subject.all.filter { $0.traits.contains(.monotoneObjective) })
    func `The objective never rises`(_ subject: Subject) throws {
        let x = noisyBoundary()
        let objective = try subject.estimate(squareObservations(x)).convergence.objective
        // Objectives from products err by rounding of ‖X‖².
        let slack = 1e-13 * max(x.squaredNorm, abs(objective.first ?? 0))
        let rises = zip(objective, objective.dropFirst()).filter { $1 > $0 + slack }
        #expect(rises.isEmpty, "\(rises)")
    }

    @Test(arguments: Subject.all)
    func `Blocks, in memory or streamed, give the result of the whole`(_ subject: Subject) throws {
        let x = noisyBoundary()
        let whole = try subject.estimate(squareObservations(x))
        let blocks = try subject.estimate(squareObservations(x, rowsPerBlock: 7))
        let streamed = try MemoryAllowance.$values.withValue(0) {
            try subject.estimate(squareObservations(x, rowsPerBlock: 7))
        }
        for other in [blocks, streamed] {
            let order = sourceOrder(other.maps, like: whole.maps)
            #expect(difference(whole.maps, other.maps.rows(order)) < 1e-6 * max(1, whole.maps.largest))
            #expect(difference(whole.patterns, other.patterns.rows(order)) < 1e-6 * max(1, whole.patterns.largest))
        }
    }

    /// Rounding alone tells ranks from one process that streams its rows; the whole is decomposed in another way.
    @Test(arguments: Subject.all.filter { $0.traits.contains(.sharedRows) }, [1, 2, 3, 29])
    func `Ranks that have the rows between them find what one process does`(_ subject: Subject, ranks: Int) throws {
        let x = noisyBoundary()
        let whole = try subject.estimate(squareObservations(x))
        let streamed = try MemoryAllowance.$values.withValue(0) { try subject.estimate(squareObservations(x)) }
        // Held by each rank, or read again at each pass.
        for limit in [1 << 20, 0] {
            let found = ThreadRanks.run(ranks) {
                try subject.estimate(
                    SharedRows(squareObservations(x, rowsPerBlock: 7), over: $0, holding: limit))
            }
            for result in found {
                let one = try result.get()
                let first = try found[0].get()
                #expect(one.patterns == first.patterns && one.maps == first.maps)
                #expect(one.convergence == first.convergence && one.diagnostics == first.diagnostics)
                for (other, tolerance) in [(whole, 1e-6), (streamed, ranks > 1 ? 1e-9 : 1e-6)] {
                    let order = sourceOrder(one.maps, like: other.maps)
                    #expect(difference(other.maps, one.maps.rows(order)) < tolerance * max(1, other.maps.largest))
                    #expect(
                        difference(other.patterns, one.patterns.rows(order))
                            < tolerance * max(1, other.patterns.largest))
                }
            }
        }
    }

    @Test(arguments: Subject.all.filter { $0.traits.contains(.sharedRows) })
    func `A value that one rank cannot use ends the work of all`(_ subject: Subject) throws {
        var x = noisyBoundary()
        x[20, 4] = .nan
        let bad = x
        let found = ThreadRanks.run(3) {
            try subject.estimate(SharedRows(squareObservations(bad), over: $0, holding: 1 << 20))
        }
        #expect(throws: LearningError.notFinite(row: 20, column: 4)) { try found[2].get() }
        for result in found.dropLast() { #expect(throws: RankFailure.self) { try result.get() } }
    }

    @Test(arguments: Subject.all.filter { $0.traits.contains(.rowPermutation) })
    func `Positions in another order give the maps in that order`(_ subject: Subject) throws {
        let x = noisyBoundary()
        let order = (0..<x.rows).map { ($0 * 7 + 5) % x.rows }
        let straight = try subject.estimate(squareObservations(x))
        let shuffled = try subject.estimate(squareObservations(x.rows(order)))
        let expected = Matrix((0..<2).map { t in order.map { straight.maps[t, $0] } })
        let sources = sourceOrder(shuffled.maps, like: expected)
        #expect(difference(shuffled.maps.rows(sources), expected) < 1e-6 * max(1, straight.maps.largest))
        #expect(
            difference(shuffled.patterns.rows(sources), straight.patterns) < 1e-6 * max(1, straight.patterns.largest))
    }

    @Test(arguments: Subject.all.filter { !$0.traits.isDisjoint(with: [.scaledPatterns, .scaledMaps]) })
    func `Observations on another scale scale the patterns or the maps`(_ subject: Subject) throws {
        let x = noisyBoundary()
        // A power of two, so that single precision rounds nothing.
        let factor = 8.0
        let one = try subject.estimate(squareObservations(x))
        let eight = try subject.estimate(squareObservations(x.times(factor)))
        let scaledMaps = subject.traits.contains(.scaledMaps)
        let maps = scaledMaps ? one.maps.times(factor) : one.maps
        let patterns = scaledMaps ? one.patterns : one.patterns.times(factor)
        let order = sourceOrder(eight.maps, like: maps)
        #expect(difference(eight.maps.rows(order), maps) < 1e-6 * max(1, maps.largest))
        #expect(difference(eight.patterns.rows(order), patterns) < 1e-6 * max(1, patterns.largest))
    }

    @Test(arguments: Subject.all)
    func `Values that are not finite are refused with their place`(_ subject: Subject) throws {
        for bad in [Double.nan, .infinity] {
            var x = noisyBoundary()
            x[3, 4] = bad
            for perBlock in [1, 24] {
                #expect(throws: LearningError.notFinite(row: 3, column: 4)) {
                    try subject.estimate(squareObservations(x, rowsPerBlock: perBlock))
                }
            }
        }
    }

    @Test(arguments: Subject.all.filter { $0.traits.contains(.nonNegativeObservations) })
    func `Negative observations are refused with their place where a method needs counts`(_ subject: Subject) throws {
        var x = noisyBoundary()
        x[2, 1] = -0.5
        let error = #expect(throws: LearningError.self) { try subject.estimate(squareObservations(x)) }
        #expect(error?.description.contains("position 2") == true)
    }

    @Test(arguments: Subject.all)
    func `Work stops on request and reports how far it is`(_ subject: Subject) throws {
        let rows = try ReferenceInput.d10.rows()
        #expect(throws: Cancelled.self) {
            try subject.estimate(rows, progress: Progress(onReport: { _, _ in }, isCancelled: { true }))
        }
        let reports = Atomic(0)
        let strays = Atomic(0)
        _ = try subject.estimate(
            rows,
            progress: Progress(onReport: { fraction, _ in
                reports.wrappingAdd(1, ordering: .relaxed)
                if !(0...1).contains(fraction) { strays.wrappingAdd(1, ordering: .relaxed) }
            }))
        #expect(reports.load(ordering: .relaxed) > 0 && strays.load(ordering: .relaxed) == 0)
    }

    @Test(arguments: MethodCatalogue.all.map { $0.name })
    func `A method describes itself and every option`(_ name: String) throws {
        let type = try #require(MethodCatalogue.method(named: name))
        #expect(!type.summary.contains("\n") && type.summary.count > 20 && !type.title.isEmpty)
        #expect(Set(type.optionNames).count == type.options.count)
        for option in type.options { #expect(!option.summary.isEmpty && !option.defaultValue.isEmpty) }
    }
}
