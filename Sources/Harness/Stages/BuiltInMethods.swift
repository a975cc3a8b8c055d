public import Learning
public import Modelling

/// From method files to methods.
public enum BuiltInMethods {
    /// - Parameter origin: the option or file that names the method, for messages.
    /// - Throws: `HarnessError.unknownMethod`, or `ModelError` for options that the method does not have or refuses.
    public static func method(from model: MethodModel, origin: String) throws -> any CataloguedMethod {
        guard let type = MethodCatalogue.method(named: model.method) else {
            let known = MethodCatalogue.all.map { $0.name }
            throw HarnessError.unknownMethod(
                origin: origin, name: model.method, nearest: nearest(to: model.method, in: known), known: known)
        }
        return try decode(type, model)
    }

    /// The method with every option, as YAML.
    public static func resolvedYAML(_ method: any CataloguedMethod) throws -> String {
        try MethodModel.resolvedYAML(name: type(of: method).name, method: method)
    }

    private static func decode<Method: CataloguedMethod>(_ type: Method.Type, _ model: MethodModel) throws -> Method {
        try model.decoded(as: Method.self, known: Method.optionNames)
    }
}
