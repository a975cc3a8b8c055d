import Modelling
import Testing

/// A method as the learning room writes them: stored properties are options, with defaults, checked on creation.
private struct Toy: Codable, Equatable {
    let components: Int
    let tolerance: Double

    enum CodingKeys: String, CodingKey, CaseIterable {
        case components
        case tolerance = "stop-below"
    }

    struct Refused: Error, CustomStringConvertible {
        let description = "components must be at least 1"
    }

    init(components: Int, tolerance: Double = 1e-8) throws {
        guard components >= 1 else { throw Refused() }
        self.components = components
        self.tolerance = tolerance
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            components: values.decode(Int.self, forKey: .components),
            tolerance: values.decodeIfPresent(Double.self, forKey: .tolerance) ?? 1e-8)
    }
}

@Suite struct MethodModelTests {
    private func toy(_ text: String) throws -> Toy {
        try MethodModel(text: text, file: "toy.yaml")
            .decoded(as: Toy.self, known: Toy.CodingKeys.allCases.map(\.rawValue))
    }

    @Test func optionsAreReadByTheMethodItself() throws {
        #expect(try toy("toy: {components: 3}") == Toy(components: 3))
        #expect(try toy("toy: {stop-below: 1.0e-4, components: 3}") == Toy(components: 3, tolerance: 1e-4))
    }

    @Test(arguments: [
        ("toy: {component: 3}", ["toy.yaml:1", "toy.component", "unknown key", "\"components\""]),
        ("toy: {stop-below: 1}", ["toy.components", "missing"]),
        ("toy: {components: many}", ["toy.yaml:1", "toy.components", "wrong type", "whole number"]),
        ("toy: {components: 2.5}", ["toy.components", "whole number"]),
        ("toy: {components: 0}", ["toy.yaml:1", "toy", "at least 1"]),
        ("toy: [1]", ["toy.yaml:1", "toy", "a list", "map"]),
        ("{a: {}, b: {}}", ["toy.yaml:1", "not one method", "nmf: {components: 2}"]),
    ])
    func aBadOptionIsOneLineThatNamesIt(_ text: String, _ parts: [String]) {
        let error = #expect(throws: ModelError.self) { try toy(text) }
        let line = error?.description ?? ""
        for part in parts { #expect(line.contains(part), "\(line)") }
    }

    @Test func theResolvedTextHoldsEveryOptionAndReadsBack() throws {
        let method = try Toy(components: 2)
        let text = try MethodModel.resolvedYAML(name: "toy", method: method)
        #expect(text.contains("stop-below"))
        #expect(try toy(text) == method)
    }

    @Test func aNameAloneIsAMethodWithDefaults() throws {
        #expect(try MethodModel(text: "svd", file: "svd.yaml").method == "svd")
        #expect(try MethodModel(text: "svd:", file: "svd.yaml").yaml == "svd: {}\n")
    }
}
