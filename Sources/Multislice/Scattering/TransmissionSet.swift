package import Arrays
internal import Synchronization

/// The transmission functions of a crystal's slices, as a slice step wants them.
///
/// Slice j of a stack has the function `self[j]`, wherever in the stack the crystal begins. With Debye-Waller factors there
/// are as many as a repeat has slices; with frozen phonons one for each slice of the stack, each Nx Ny complex numbers:
/// 42 MB in single precision for 135 slices of 360 × 108 points, for each of two crystals.
package struct TransmissionSet<Scalar: FourierScalar>: Sendable {
    private let slices: [LaidOutTransmission<Scalar>]

    /// - Parameters:
    ///   - crystal: its atoms, displaced already where phonons are frozen (`FrozenPhonons`).
    ///   - interactionConstant: σ, rad/(V Å).
    /// - Throws: `MultisliceError.noScatteringFactor` for an element without one.
    package init(
        of crystal: SlicedCrystal, for step: any SliceStepping<Scalar>, interactionConstant: Double,
        bandLimit: BandLimit, scattering: ScatteringModel = .standard
    ) throws {
        let envelopes = try AtomicEnvelopes(
            of: crystal.slices.joined(), on: step.grid, parametrisation: scattering.parametrisation)
        let finished = Mutex<[LaidOutTransmission<Scalar>?]>(Array(repeating: nil, count: crystal.slices.count))
        try inFixedBlocks(crystal.slices.count) { slice in
            let function = step.layOut(
                try TransmissionFunction<Scalar>(
                    potential: ProjectedPotential(atoms: crystal.slices[slice], envelopes: envelopes),
                    interactionConstant: interactionConstant, absorption: scattering.absorption, bandLimit: bandLimit))
            finished.withLock { $0[slice] = function }
        }
        slices = finished.withLock { $0.compactMap { $0 } }
    }

    /// Slices in a repeat.
    package var count: Int { slices.count }

    package subscript(slice: Int) -> LaidOutTransmission<Scalar> { slices[slice % slices.count] }
}
