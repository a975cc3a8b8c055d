/// CODATA 2018 values in SI units (https://physics.nist.gov/cuu/Constants); the first three are exact by definition.
public enum PhysicalConstants {
    public static let planck = 6.626_070_15e-34
    public static let elementaryCharge = 1.602_176_634e-19
    public static let speedOfLight = 299_792_458.0
    public static let electronMass = 9.109_383_701_5e-31
    /// Rest energy of the electron in eV.
    public static let electronRestEnergy = electronMass * speedOfLight * speedOfLight / elementaryCharge
    /// h²/(2π m₀ e) in V Å²: the factor between an electron scattering factor in Å and a projected potential in V Å.
    public static let scatteringFactorToPotential =
        planck * planck / (2 * Double.pi * electronMass * elementaryCharge) * 1e20
}

/// Which mass stands in the interaction constant.
public enum InteractionModel: String, Codable, Sendable, CaseIterable {
    /// σ = 2π γ m₀ e λ/h² (Kirkland 2010, eq. 5.6): the correct one.
    case relativistic
    /// σ/γ, a hypothesis for where the extinction length of 114 nm in Martineau et al. 2019 comes from.
    case nonRelativisticMass = "non-relativistic-mass"
}

/// A fast electron: kinetic energy in eV, wavelength in Å.
public struct Electron: Sendable, Equatable {
    /// Kinetic energy, eV.
    public let energy: Double

    public init(energy: Energy) { self.energy = energy.value }

    /// γ = 1 + E/(m₀c²).
    public var lorentzFactor: Double { 1 + energy / PhysicalConstants.electronRestEnergy }

    /// De Broglie wavelength λ = hc/√(E(E + 2m₀c²)), Å (Kirkland 2010, eq. 2.5).
    public var wavelength: Double {
        let hc = PhysicalConstants.planck * PhysicalConstants.speedOfLight / PhysicalConstants.elementaryCharge * 1e10
        return hc / (energy * (energy + 2 * PhysicalConstants.electronRestEnergy)).squareRoot()
    }

    /// Interaction constant σ = 2π γ m₀ e λ/h², rad/(V Å) (Kirkland 2010, eq. 5.6); γ is left out for `.nonRelativisticMass`.
    public func interactionConstant(_ model: InteractionModel = .relativistic) -> Double {
        let mass = model == .relativistic ? lorentzFactor : 1
        return mass * wavelength / PhysicalConstants.scatteringFactorToPotential
    }
}
