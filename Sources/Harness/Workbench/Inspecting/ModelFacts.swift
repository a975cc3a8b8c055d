internal import FoundationEssentials
internal import Learning
internal import Modelling

extension Workbench {
    /// What a YAML file describes: a dataset's model, an experiment or a method.
    static func yamlFacts(_ url: URL) throws -> [Fact] {
        let file = url.path
        let keys = try YAMLDocument.parse(YAMLDocument.text(ofFile: file), origin: file).entries?.map(\.key) ?? []
        if keys.contains("kind") { return modelFacts(try DatasetModel(file: file)) }
        if keys.contains("datasets") || keys.contains("question") {
            return try experimentFacts(ExperimentModel(file: file))
        }
        if keys.contains("command"), case .outside(let model) = try MethodSource(file: file) {
            return outsideFacts(try OutsideMethod(model, environment: [:]))
        }
        if keys.count == 1, MethodCatalogue.method(named: keys[0]) != nil {
            return try methodFacts(MethodModel(file: file), file: file)
        }
        return [
            Fact(
                name: "YAML file",
                value: "neither a model (kind:), an experiment (datasets:) nor a method (nmf: or command:)")
        ]
    }

    private static func modelFacts(_ model: DatasetModel) -> [Fact] {
        [
            Fact(name: "model", value: model.title.isEmpty ? model.kind : model.title),
            Fact(name: "digest", value: Digest.of(model.digestYAML)),
            Fact(name: "resolved", value: "\n" + model.resolvedYAML),
        ]
    }

    private static func experimentFacts(_ experiment: ExperimentModel) throws -> [Fact] {
        _ = try ExperimentRun.checkedMethods(of: experiment)
        let methods = experiment.methods.map(\.name) + (experiment.oracle ? [Oracle.name] : [])
        return [
            Fact(name: "experiment", value: experiment.name),
            Fact(name: "question", value: experiment.question),
            Fact(name: "datasets", value: experiment.datasets.map(\.name).joined(separator: ", ")),
            Fact(name: "methods", value: methods.joined(separator: ", ")),
            Fact(name: "claims", value: "\(experiment.claims.count)"),
        ]
    }

    private static func outsideFacts(_ method: OutsideMethod) -> [Fact] {
        [
            Fact(name: "method", value: "\(method.model.title ?? method.model.name), outside Twinbench"),
            Fact(name: "resolved", value: "\n" + method.recordYAML),
        ]
    }

    private static func methodFacts(_ model: MethodModel, file: String) throws -> [Fact] {
        let method = try BuiltInMethods.method(from: model, origin: file)
        return [
            Fact(name: "method", value: type(of: method).title),
            Fact(name: "resolved", value: "\n" + (try BuiltInMethods.resolvedYAML(method))),
        ]
    }
}
