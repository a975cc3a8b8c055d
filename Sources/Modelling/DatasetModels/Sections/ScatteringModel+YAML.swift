import Multislice

/// `scattering:`, how atoms scatter: `{parametrisation: kirkland, absorption: none, thermal: debye-waller}`.
///
/// `absorption` is the imaginary part of the potential as a share of the real one, such as 0.1; `thermal` is `debye-waller` or
/// `{frozen-phonons: {configurations: 8}}`, which takes its displacements from the same factors B.
extension ScatteringModel {
    static let keys = ["parametrisation", "absorption", "thermal"]

    /// - Parameters:
    ///   - model: the whole model file.
    ///   - debyeWaller: its factors B; frozen phonons without any would not move.
    init(_ model: YAMLReader, debyeWaller: DebyeWaller) throws(ModelError) {
        let reader = try model.section("scattering", keys: Self.keys, optional: true)
        let parametrisation: ScatteringParametrisation = try reader.word("parametrisation", default: .kirkland)
        let absorption: Double? = try reader.orWord("none", "absorption", default: nil) { reader throws(ModelError) in
            try reader.number("absorption", in: 0...1)
        }
        let thermalMotion = try ThermalMotion(reader)
        if thermalMotion != .debyeWaller, debyeWaller == .none {
            throw reader.bad(
                "thermal", "asks for frozen phonons beside debye-waller: none",
                mend: "give debye-waller factors, from which the displacements follow")
        }
        self = try reader.checked { () throws(MultisliceError) in
            try ScatteringModel(
                parametrisation: parametrisation, absorption: absorption ?? 0, thermalMotion: thermalMotion)
        }
    }

    var yaml: YAMLValue {
        .map([
            "parametrisation": .word(parametrisation.rawValue),
            "absorption": absorption == 0 ? .word("none") : .number(absorption),
            "thermal": thermalMotion.yaml,
        ])
    }
}

extension ScatteringModel.ThermalMotion {
    private static let averaged = "debye-waller"
    private static let displaced = "frozen-phonons"

    fileprivate init(_ reader: YAMLReader) throws(ModelError) {
        guard let value = reader.value("thermal") else {
            self = .debyeWaller
            return
        }
        guard value.entries == nil else {
            let phonons = try reader.section("thermal", keys: [Self.displaced])
                .section(Self.displaced, keys: ["configurations"])
            self = .frozenPhonons(configurations: try phonons.integer("configurations", in: 1...10_000, example: "8"))
            return
        }
        guard value.text == Self.averaged else {
            throw reader.bad(
                "thermal", "is \(value.kindName)",
                mend: "write \(Self.averaged) or {\(Self.displaced): {configurations: 8}}")
        }
        self = .debyeWaller
    }

    fileprivate var yaml: YAMLValue {
        switch self {
        case .debyeWaller: .word(Self.averaged)
        case .frozenPhonons(let configurations):
            .map([Self.displaced: .map(["configurations": .integer(configurations)])])
        }
    }
}
