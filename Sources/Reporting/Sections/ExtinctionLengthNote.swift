import Quantities
import Records

/// The one length in the paper that the simulation does not reproduce, told with its conditions.
struct ExtinctionLengthNote {
    let record: RunRecord

    /// The length that the paper gives for 220 of GaAs at 300 kV, nm.
    private static let published = "114 nm"

    /// A length of GaAs at 300 kV from the record.
    private func length(_ family: String, withDebyeWaller: Bool, relativistic: Bool) -> ExtinctionLength? {
        record.extinctionLengths?.first {
            $0.crystal.contains("GaAs") && abs($0.energy - 300) < 0.5 && $0.family == family
                && $0.withDebyeWaller == withDebyeWaller && $0.relativistic == relativistic
        }
    }

    /// Whether the run has the hypothesis.
    private var hasHypothesis: Bool {
        record.datasets.contains { $0.model.contains(InteractionModel.nonRelativisticMass.rawValue) }
    }

    var html: HTML {
        guard hasHypothesis, let energy = try? Energy(text: "300 kV"),
            let still = length("2 2 0", withDebyeWaller: false, relativistic: true),
            let damped = length("2 2 0", withDebyeWaller: true, relativistic: true),
            let stillLight = length("2 2 0", withDebyeWaller: false, relativistic: false),
            let dampedLight = length("2 2 0", withDebyeWaller: true, relativistic: false)
        else { return .empty }
        let factor = Numbers.fixed(Electron(energy: energy).lorentzFactor, decimals: 3)
        func nm(_ length: ExtinctionLength) -> String { "\(Numbers.fixed(length.nanometres, decimals: 1)) nm" }
        let other = length("4 0 0", withDebyeWaller: true, relativistic: true)
        let otherText: HTML =
            other.map { "; \(nm($0)) is the 400 length with these B and the correct constant" } ?? .empty
        return """
            <section id="extinction-length"><h3>The 220 extinction length</h3>
            <p>Martineau et al. (2019) find the minimum of the profiles without precession consistent with a 220 extinction \
            length of \(Self.published) for GaAs at 300 kV. The crystal and the scattering factors of this run give \
            \(nm(still)) without Debye–Waller factors (B = 0) and \(nm(damped)) with B = \(damped.debyeWaller). This is a \
            discrepancy with a possible explanation: leaving the relativistic mass out of the interaction constant, which \
            divides it by γ = \(factor), gives \(nm(stillLight)) (B = 0) or \(nm(dampedLight)) (the same B as \
            above)\(otherText). The datasets called non-relativistic use that smaller constant as a hypothesis and for \
            nothing else. It acts much like a thinner crystal, so agreement of one series with the published profiles does \
            not decide between the two.</p></section>

            """
    }
}
