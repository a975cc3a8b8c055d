/// A method that the program brings along: one that can describe itself and its options.
public protocol CataloguedMethod: MixtureMethod {
    /// One line for people who choose a method.
    static var summary: String { get }
    /// The options in method files, each with its default.
    static var options: [MethodOption] { get }
    /// What holds for every estimate.
    static var traits: MethodTraits { get }
    /// The method with every option at its default.
    init()
}

extension CataloguedMethod {
    /// The keys that a method file may hold; any other key is a mistake.
    public static var optionNames: [String] { options.map(\.name) }
}

/// One option of a method, described for people.
public struct MethodOption: Sendable, Equatable {
    /// The key in method files, such as "max-sweeps".
    public let name: String
    /// What holds when the key is left out, as it would be written in a method file.
    public let defaultValue: String
    /// One line: what it does and which values it may have.
    public let summary: String

    public init(_ name: String, default defaultValue: String, _ summary: String) {
        self.name = name
        self.defaultValue = defaultValue
        self.summary = summary
    }
}

/// Every method that the program brings along.
public enum MethodCatalogue {
    public static let all: [any CataloguedMethod.Type] = [
        TruncatedSVD.self,
        FastICA.self,
        NMF.self,
        MultiplicativeNMF.self,
        SparseNMF.self,
        SumToOneNMF.self,
        ConstrainedNMF.self,
        ConsensusNMF.self,
        KMeans.self,
        FuzzyCMeans.self,
        GustafsonKessel.self,
        HighContrastFuzzy.self,
        GaussianMixture.self,
        VertexComponentAnalysis.self,
        NFindr.self,
        SuccessiveProjection.self,
        Preprocessed.self,
    ]

    /// The method of that name, if there is one.
    public static func method(named name: String) -> (any CataloguedMethod.Type)? { all.first { $0.name == name } }
}
