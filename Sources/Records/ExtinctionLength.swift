/// A two-beam extinction length of a crystal that a run simulated, with every condition that it depends on.
public struct ExtinctionLength: Codable, Sendable, Hashable {
    /// The crystal's name.
    public var crystal: String
    /// Miller indices of the family, largest first, such as "2 2 0".
    public var family: String
    /// Accelerating voltage, kV.
    public var energy: Double
    /// Whether the Debye-Waller factors of the run are in it; without them B = 0.
    public var withDebyeWaller: Bool
    /// The Debye-Waller factors as text, such as "Ga 0.68 Å², As 0.56 Å²".
    public var debyeWaller: String
    /// Whether γ stands in the interaction constant.
    public var relativistic: Bool
    public var nanometres: Double

    public init(
        crystal: String, family: String, energy: Double, withDebyeWaller: Bool, debyeWaller: String,
        relativistic: Bool, nanometres: Double
    ) {
        self.crystal = crystal
        self.family = family
        self.energy = energy
        self.withDebyeWaller = withDebyeWaller
        self.debyeWaller = debyeWaller
        self.relativistic = relativistic
        self.nanometres = nanometres
    }
}
