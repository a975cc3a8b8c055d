internal import Detection
package import Multislice
internal import Quantities
internal import Specimens

extension SimulatedModel {
    /// What a reader should know of a simulation's settings before trusting the numbers, each with its figure.
    package func warnings(about simulation: StackSimulation) -> [String] {
        [
            phaseOfTilt(simulation), phaseOfEdge(simulation), bandLimit(simulation), thickSlices(simulation),
            thinSlices(simulation), fewAzimuths(simulation),
        ].compactMap(\.self)
    }

    /// rad; it moves a pendellösung fringe by a sixtieth of its period.
    private var phaseWorthSaying: Double { 0.1 }

    private func phaseOfTilt(_ simulation: StackSimulation) -> String? {
        let phase = simulation.parabolicPhaseError
        guard phase >= phaseWorthSaying else { return nil }
        return
            "the parabolic propagator leaves out a phase of up to \(Shown.number(phase)) rad inside the Laue circle at this tilt, energy and thickness (π t θ⁴/4λ); reduce the tilt or the thickness"
    }

    private func phaseOfEdge(_ simulation: StackSimulation) -> String? {
        let angle = min(detector.extent, simulation.bandLimit.frequency) * simulation.electron.wavelength
        let phase = ParabolicPropagation.phaseError(
            tilt: angle, thickness: simulation.thickness, electron: simulation.electron)
        guard phase >= phaseWorthSaying else { return nil }
        return
            "the parabolic propagator leaves out a phase of \(Shown.number(phase)) rad between the direct beam and one at the detector's edge, \(Shown.number(angle * 1000)) mrad from it (π t θ⁴/4λ); reduce detector.half-width or the thickness, or raise instrument.energy"
    }

    private func bandLimit(_ simulation: StackSimulation) -> String? {
        let limit = simulation.bandLimit.frequency
        guard limit < wantedReach else { return nil }
        return
            "the band limit of \(Shown.number(limit * 10)) nm⁻¹ lies less than \(Shown.number(wantedReach * 10)) nm⁻¹ out, as far as beams leave a trace on a detector of ±\(Shown.number(detector.extent * 10)) nm⁻¹; use a finer discretization.grid"
    }

    private func thickSlices(_ simulation: StackSimulation) -> String? {
        let (slice, thickest) = (simulation.sliceThickness, DiscretizationError.thickestSlice)
        // Periods of crystals are known to a part in a thousand or so.
        guard slice > thickest * 1.01 else { return nil }
        let error = DiscretizationError.ofThickestSlice(isPrecessed: precession.angle.value > 0)
        return
            "slices of \(Shown.number(slice / 10)) nm are thicker than \(Shown.number(thickest / 10)) nm, where beam intensities err by up to \(Shown.number(error)) of the incident beam: theirs err more; use more discretization.slices-per-unit"
    }

    /// Å; less than atoms shake by at room temperature, √(B/8π²) = 0.09 Å for B = 0.6 Å².
    private var thinnestSensibleSlice: Double { 0.05 }

    private func thinSlices(_ simulation: StackSimulation) -> String? {
        let slice = simulation.sliceThickness
        guard slice < thinnestSensibleSlice else { return nil }
        let error = simulation.roundingError
        let rounding =
            error >= 1e-4
            ? "; their rounding adds up to as much as \(Shown.number(error * 100)) % of the incident beam" : ""
        return
            "slices of \(slice / 10) nm are thinner than \(thinnestSensibleSlice / 10) nm: each atom goes whole into one slice, so that they resolve nothing more\(rounding); use fewer discretization.slices-per-unit"
    }

    private func fewAzimuths(_ simulation: StackSimulation) -> String? {
        guard precession.angle.value > 0 else { return nil }
        let needed = Precession.azimuthsNeeded(
            angle: precession.angle, thickness: Length(internalValue: simulation.thickness))
        let share = Double(precession.azimuths) / needed
        guard share < DiscretizationError.fewestAzimuths * 0.99 else { return nil }
        return
            "azimuths: \(precession.azimuths) stand for the cone where \(Int(needed.rounded(.up))) are needed (2π φ t · 1 Å⁻¹); from \(DiscretizationError.fewestAzimuths) of those on beam intensities err by up to \(Shown.number(DiscretizationError.ofFewestAzimuths)) of the incident beam, with fewer by more; use azimuths: automatic or more of them"
    }
}

/// Numbers in messages, to three decimals.
enum Shown {
    static func number(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
