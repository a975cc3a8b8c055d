import Quantities
import Records

/// The one length in the paper that the simulation does not reproduce, told with its conditions.
///
/// The lengths were computed once, outside this program, for GaAs at 300 kV with Kirkland's scattering factors; they do not
/// depend on a run. The Lorentz factor comes from `Electron`.
struct ExtinctionLengthNote {
    let record: RunRecord

    /// Whether the run has both GaAs and the hypothesis.
    private var applies: Bool {
        record.datasets.contains { $0.model.contains("GaAs") }
            && record.datasets.contains { $0.model.contains(InteractionModel.nonRelativisticMass.rawValue) }
    }

    var html: HTML {
        guard applies, let energy = try? Energy(text: "300 kV") else { return .empty }
        let factor = Numbers.fixed(Electron(energy: energy).lorentzFactor, decimals: 3)
        return """
            <section id="extinction-length"><h3>The 220 extinction length</h3>
            <p>Martineau et al. (2019) find the minimum of the profiles without precession consistent with a 220 extinction \
            length of 114 nm for GaAs at 300 kV. A calculation apart from this run gives 72.1 nm without Debye–Waller factors (B = 0) and 75.0 nm with B = 0.68 Å² for Ga and \
            0.56 Å² for As. This is a discrepancy with a possible explanation: leaving the relativistic mass out of the \
            interaction constant, which divides it by γ = \(factor), gives 114.5 nm (B = 0) or 119.0 nm (the same B as \
            above); 110.7 nm is the 400 length with these B and the correct constant. The datasets called non-relativistic \
            use that smaller constant as a hypothesis and for nothing else. It acts much like a thinner crystal, so agreement \
            of one series with the published profiles does not decide between the two.</p></section>

            """
    }
}
