/// How atoms scatter: which scattering factors, how much is absorbed, and how thermal motion enters.
public struct ScatteringModel: Sendable, Equatable {
    /// How the atoms' thermal motion enters.
    public enum ThermalMotion: Sendable, Equatable {
        /// The potential is averaged: every atom is smeared by exp(-B g²/4).
        case debyeWaller
        /// Intensities are averaged over crystals at rest whose atoms are displaced at random, each on its own (Einstein's
        /// model; Loane, Xu & Silcox, Acta Cryst. A47, 267, 1991).
        case frozenPhonons(configurations: Int)
    }

    public let parametrisation: ScatteringParametrisation
    /// κ in V → V(1 + iκ): the imaginary part of the potential as a share of the real one; 0 for none.
    public let absorption: Double
    public let thermalMotion: ThermalMotion

    /// Kirkland's factors, no absorption, Debye-Waller factors.
    public static let standard = ScatteringModel()

    private init() {
        parametrisation = .kirkland
        absorption = 0
        thermalMotion = .debyeWaller
    }

    /// - Throws: `MultisliceError` unless 0 ≤ absorption ≤ 1 and there are 1 to 10 000 configurations.
    public init(
        parametrisation: ScatteringParametrisation = .kirkland, absorption: Double = 0,
        thermalMotion: ThermalMotion = .debyeWaller
    ) throws(MultisliceError) {
        guard absorption >= 0, absorption <= 1 else { throw .badAbsorption(absorption) }
        if case .frozenPhonons(let count) = thermalMotion, !(1...10_000).contains(count) {
            throw .badConfigurations(count)
        }
        self.parametrisation = parametrisation
        self.absorption = absorption
        self.thermalMotion = thermalMotion
    }

    /// Whether the beams depend on a seed.
    public var isRandom: Bool { thermalMotion != .debyeWaller }

    /// Crystals over which intensities are averaged: 1 with Debye-Waller factors.
    public var configurations: Int {
        switch thermalMotion {
        case .debyeWaller: 1
        case .frozenPhonons(let count): count
        }
    }
}
