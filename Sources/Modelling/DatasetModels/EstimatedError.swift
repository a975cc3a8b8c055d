package import Datasets
package import Multislice
internal import Specimens

extension SimulatedModel {
    /// The error bar that the discretization gives the beam intensities; nil outside the range that was measured.
    package func estimatedError(of simulation: StackSimulation) -> EstimatedError? {
        let error = DiscretizationError(
            sliceThickness: simulation.sliceThickness, bandLimit: simulation.bandLimit.frequency,
            precessionAngle: precession.angle, azimuths: precession.azimuths, thickness: simulation.thickness,
            precision: discretization.precision)
        return error.map { error in
            EstimatedError(parts: [
                "slices": error.slices, "band limit": error.bandLimit, "azimuths": error.azimuths,
                "precision": error.precision,
            ])
        }
    }
}
