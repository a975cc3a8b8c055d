package import Learning
package import Modelling

/// The method that an entry or a file names, ready to run.
package enum ChosenMethod: Sendable {
    case builtIn(any CataloguedMethod)
    case outside(OutsideMethod)

    /// - Parameters:
    ///   - origin: the option or file that names the method, for messages.
    ///   - environment: of this program; outside methods see a part of it.
    /// - Throws: `HarnessError.unknownMethod`, `ModelError`.
    package init(_ source: MethodSource, origin: String, environment: [String: String]) throws {
        switch source {
        case .builtIn(let model): self = .builtIn(try BuiltInMethods.method(from: model, origin: origin))
        case .outside(let model): self = .outside(try OutsideMethod(model, environment: environment))
        }
    }

    /// The method's own name.
    package var name: String {
        switch self {
        case .builtIn(let method): type(of: method).name
        case .outside(let method): method.model.name
        }
    }

    /// What people call it.
    package var title: String {
        switch self {
        case .builtIn(let method): type(of: method).title
        case .outside(let method): method.model.title ?? method.model.name
        }
    }

    /// Whether ranks can have the observations between them.
    var sharesRows: Bool {
        switch self {
        case .builtIn(let method): type(of: method).traits.contains(.sharedRows)
        case .outside: false
        }
    }

    /// What it does in one line; nil where nobody says.
    var summary: String? {
        switch self {
        case .builtIn(let method): type(of: method).summary
        case .outside: nil
        }
    }

    /// What a result depends on besides the dataset and the seed.
    var identity: String {
        get throws {
            switch self {
            case .builtIn(let method): try BuiltInMethods.resolvedYAML(method)
            case .outside(let method): method.identity
            }
        }
    }

    /// The method with every option, as YAML.
    package func resolvedYAML() throws -> String {
        switch self {
        case .builtIn(let method): try BuiltInMethods.resolvedYAML(method)
        case .outside(let method): method.recordYAML
        }
    }
}
