import Arrays
import Metrics
import TestSupport
import Testing

/// An artefact of known size is planted, and the metric reads that size.
@Suite struct PlantedArtefactTests {
    struct Planted: Decodable {
        let test: String
        let expected: Double?
        let tol: Double
    }

    struct File: Decodable { let tests: [Planted] }

    static let readings: [String: PlantedReading] = plantedPatternReadings.merging(plantedMapReadings) { $1 }
        .merging(plantedWholeReadings) { $1 }

    @Test("Each planted artefact of the reference is read at its size")
    func plantedArtefacts() throws {
        let planted = try Reference.json("learning/metrics_planted.json", as: File.self).tests
        #expect(planted.count == 101)
        for test in planted {
            let reading = try #require(Self.readings[test.test], "nobody reads \(test.test)")
            let value = try reading()
            switch (test.expected, value) {
            case (nil, nil): break
            case (let expected?, let value?):
                #expect(abs(value - expected) <= test.tol, "\(test.test): \(value) instead of \(expected)")
            default:
                Issue.record("\(test.test): \(String(describing: value)), not \(String(describing: test.expected))")
            }
        }
    }
}

typealias PlantedReading = @Sendable () throws -> Double?
