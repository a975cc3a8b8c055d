import Arrays
import Learning
import TestSupport
import Testing

/// Observations that hold less than a method looks for have a defined answer, or a refusal in one line.
@Suite struct DegenerateTests {
    private func expectSensible(_ found: any MixtureEstimate, _ subject: Subject) {
        #expect(found.patterns.elements.allSatisfy(\.isFinite) && found.maps.elements.allSatisfy(\.isFinite))
        if subject.traits.contains(.mapsSumToOne) {
            for i in 0..<found.maps.columns { #expect(abs(found.maps.column(i).reduce(0, +) - 1) < 1e-12) }
        }
        if subject.traits.contains(.nonNegativeMaps) { #expect(found.maps.elements.allSatisfy { $0 >= 0 }) }
    }

    @Test(arguments: Subject.all)
    func `No observations are refused`(_ subject: Subject) {
        #expect(throws: LearningError.noObservations) {
            try subject.estimate(squareObservations(Matrix(rows: 0, columns: 36)))
        }
        #expect(throws: LearningError.noObservations) {
            try subject.estimate(observations(Matrix(rows: 3, columns: 0)))
        }
    }

    @Test(arguments: Subject.all)
    func `More sources than patterns are refused by the name of the option`(_ subject: Subject) {
        let error = #expect(throws: LearningError.self) {
            try subject.estimate(squareObservations(Matrix(rows: 1, columns: 36, repeating: 1)))
        }
        guard case .rankTooLarge(_, _, 2, 1)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: Subject.all)
    func `Zero data give zero patterns`(_ subject: Subject) throws {
        let found = try subject.estimate(squareObservations(Matrix(rows: 5, columns: 36)))
        expectSensible(found, subject)
        #expect(
            found.patterns.elements.allSatisfy { abs($0) < 1e-12 } || found.maps.elements.allSatisfy { abs($0) < 1e-12 }
        )
    }

    @Test(arguments: Subject.all)
    func `Constant data are one pattern, however they are shared out`(_ subject: Subject) throws {
        let found = try subject.estimate(squareObservations(Matrix(rows: 5, columns: 36, repeating: 3)))
        expectSensible(found, subject)
        guard subject.traits.contains(.exactAtFullRank) else { return }
        let model = Matrix.product(found.maps, found.patterns, transposingFirst: true)
        #expect(model.elements.allSatisfy { abs($0 - 3) < 1e-5 })
    }

    @Test(arguments: Subject.all.filter { $0.traits.contains(.rowPermutation) })
    func `Duplicate patterns have equal maps`(_ subject: Subject) throws {
        let x = noisyBoundary()
        let twice = Matrix(rows: 48, columns: 36, elements: x.elements + x.elements)
        let found = try subject.estimate(squareObservations(twice))
        expectSensible(found, subject)
        for t in 0..<2 { for i in 0..<24 { #expect(abs(found.maps[t, i] - found.maps[t, i + 24]) < 1e-9) } }
    }

    @Test(arguments: Subject.all)
    func `Patterns that differ by a factor only are given back`(_ subject: Subject) throws {
        // Rank 1: multiples of one pattern.
        let pattern = noisyBoundary().row(0)
        let x = Matrix((0..<8).map { i in pattern.map { $0 * Double(1 + i) } })
        let found = try subject.estimate(squareObservations(x))
        expectSensible(found, subject)
        // A factorisation holds rank 1 exactly; memberships and hard clusters cannot.
        guard subject.traits.contains(.exactAtFullRank), !subject.traits.contains(.mapsSumToOne) else { return }
        let model = Matrix.product(found.maps, found.patterns, transposingFirst: true)
        #expect(difference(model, x) < 1e-4 * x.largest)
    }

    @Test(arguments: Subject.all.filter { $0.traits.contains(.exactAtFullRank) })
    func `As many sources as distinct patterns give the observations back`(_ subject: Subject) throws {
        let noisy = noisyBoundary()
        for x in [noisy.rows([0, 20]), noisy.rows([0, 20, 0, 0, 20])] {
            let found = try subject.estimate(squareObservations(x))
            let model = Matrix.product(found.maps, found.patterns, transposingFirst: true)
            #expect(difference(model, x) < 1e-5 * x.largest)
        }
    }
}
