import FoundationEssentials
import Learning
import Testing

@Suite struct MethodCatalogueTests {
    private func decode<T: Decodable>(_ type: T.Type, _ json: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    @Test func namesAreDifferentAndFound() {
        let names = MethodCatalogue.all.map { $0.name }
        #expect(Set(names).count == names.count)
        for name in names { #expect(MethodCatalogue.method(named: name)?.name == name) }
        #expect(MethodCatalogue.method(named: "nnmf") == nil)
    }

    @Test func everyMethodWritesExactlyTheOptionsThatItDeclares() throws {
        for type in MethodCatalogue.all {
            let written = try JSONDecoder().decode([String: Ignored].self, from: encoded(type.init()))
            #expect(Set(written.keys) == Set(type.optionNames), "\(type.name)")
        }
    }

    @Test func anEmptyFileMeansTheDefaults() throws {
        for type in MethodCatalogue.all {
            #expect(try encoded(decode(type, "{}")) == encoded(type.init()), "\(type.name)")
        }
    }

    @Test func optionsAreReadByTheirKebabCaseNames() throws {
        let nmf = try decode(NMF.self, #"{"components": 3, "max-sweeps": 7, "start": "random", "starts": 5}"#)
        #expect(nmf.components == 3 && nmf.maxSweeps == 7 && nmf.start == .random && nmf.starts == 5)
        let clustering = try decode(FuzzyCMeans.self, #"{"clusters": 4, "max-iterations": 9}"#)
        #expect(clustering.search.svdRank == 4 && clustering.search.maxIterations == 9)
        #expect(try decode(FuzzyCMeans.self, #"{"clusters": 4, "svd-rank": 2}"#).search.svdRank == 2)
    }

    @Test(arguments: [
        ("nmf", #"{"components": 0}"#, "components"), ("nmf", #"{"start": "zeros"}"#, "start"),
        ("nmf", #"{"starts": 3}"#, "starts"), ("nmf", #"{"tolerance": -1}"#, "tolerance"),
        ("nmf", #"{"max-sweeps": 0}"#, "max-sweeps"), ("svd", #"{"components": -2}"#, "components"),
        ("fuzzy-c-means", #"{"clusters": 0}"#, "clusters"), ("fuzzy-c-means", #"{"svd-rank": 0}"#, "svd-rank"),
        ("fuzzy-c-means", #"{"fuzzifier": 1}"#, "fuzzifier"), ("fuzzy-c-means", #"{"starts": 0}"#, "starts"),
        ("k-means", #"{"seeding": "middle"}"#, "seeding"), ("k-means", #"{"clusters": 0}"#, "clusters"),
        ("k-means", #"{"seeding": "farthest-first", "starts": 2}"#, "starts"),
        ("k-means", #"{"max-iterations": 0}"#, "max-iterations"),
        ("gustafson-kessel", #"{"shrinkage": 1.5}"#, "shrinkage"),
        ("gustafson-kessel", #"{"condition": 0.5}"#, "condition"),
        ("high-contrast-fuzzy", #"{"contrast": 1}"#, "contrast"),
        ("high-contrast-fuzzy", #"{"tolerance": 1}"#, "tolerance"),
        ("gaussian-mixture", #"{"floor": 0}"#, "floor"), ("vca", #"{"projection": "flat"}"#, "projection"),
        ("vca", #"{"starts": 0}"#, "starts"), ("n-findr", #"{"components": 0}"#, "components"),
        ("successive-projection", #"{"components": -1}"#, "components"),
        ("preprocessed", #"{"scale": "square"}"#, "scale"),
        ("preprocessed", #"{"mask-radius": -1}"#, "mask-radius"),
        ("preprocessed", #"{"pixel-weights": [1, -2]}"#, "pixel-weights"),
        ("preprocessed", #"{"svd-rank": 0}"#, "svd-rank"),
    ])
    func valuesThatMakeNoSenseAreRefusedByName(method: String, json: String, option: String) throws {
        let type = try #require(MethodCatalogue.method(named: method))
        let error = #expect(throws: LearningError.self) { _ = try decode(type, json) }
        guard case .badOption(method, option, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    private func encoded(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(value)
    }

    private struct Ignored: Decodable {
        init(from decoder: any Decoder) {}
    }
}
