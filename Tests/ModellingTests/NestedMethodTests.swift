import Learning
import Modelling
import Testing

/// A method inside a method, as files write it.
@Suite struct NestedMethodTests {
    private func read(_ text: String) throws -> Preprocessed {
        try MethodModel(text: text, file: "method.yaml").decoded(
            as: Preprocessed.self, known: Preprocessed.optionNames)
    }

    @Test func theInnerMethodIsReadAndWrittenBackWithEveryOption() throws {
        let method = try read("preprocessed: {scale: root, mask-radius: 14, method: {nmf: {components: 3}}}")
        #expect((method.method.method as? NMF)?.components == 3 && method.maskRadius == 14)
        let text = try MethodModel.resolvedYAML(name: "preprocessed", method: method)
        let again = try read(text)
        #expect((again.method.method as? NMF)?.components == 3 && again.maskRadius == 14 && again.scale == .root)
        #expect(again.svdRank == nil && again.pixelWeights == nil)
        #expect(try MethodModel.resolvedYAML(name: "preprocessed", method: again) == text)
    }

    @Test func preprocessingCanBeNested() throws {
        let method = try read(
            "preprocessed: {mask-radius: 3, method: {preprocessed: {scale: log, method: {svd: {components: 1}}}}}")
        let inner = try #require(method.method.method as? Preprocessed)
        #expect(inner.scale == .log && (inner.method.method as? TruncatedSVD)?.components == 1)
    }

    @Test(arguments: [
        ("preprocessed: {method: {nmf: {componens: 2}}}", ["method.yaml:1", "method.nmf.componens", "unknown option"]),
        ("preprocessed: {method: nnmf}", ["method.yaml:1", "no method", "nnmf"]),
        ("preprocessed: {method: {nmf: {components: 0}}}", ["method.yaml:1", "components", "1 or more"]),
        ("preprocessed: {method: {nmf: {components: two}}}", ["method.yaml:1", "components", "whole number"]),
        ("preprocessed: {mask: 2}", ["method.yaml:1", "preprocessed.mask", "mask-radius"]),
    ])
    func aMistakeInsideIsOneLineThatNamesIt(_ text: String, _ parts: [String]) {
        let error = #expect(throws: ModelError.self) { try read(text) }
        let line = error?.description ?? ""
        for part in parts { #expect(line.contains(part), "\(line)") }
        #expect(!line.contains("\n"))
    }
}
