public import Datasets
import Multislice
import Quantities
public import Specimens

extension LineScanBicrystalModel {
    /// The error bar that the discretization gives the beam intensities; nil outside the range that was measured.
    ///
    /// - Throws: `MultisliceError` when the grid does not hold the band limit asked for.
    public func estimatedError(of bicrystal: Bicrystal) throws -> EstimatedError? {
        let limit = try discretization.resolve(lengthX: bicrystal.cellX, lengthY: bicrystal.cellY).bandLimit
        let error = DiscretizationError(
            sliceThickness: stack.unit.value / Double(discretization.slicesPerUnit), bandLimit: limit.frequency,
            precessionAngle: precession.angle, azimuths: precession.azimuths, thickness: stack.thickness,
            precision: discretization.precision)
        return error.map { error in
            EstimatedError(parts: [
                "slices": error.slices, "band limit": error.bandLimit, "azimuths": error.azimuths,
                "precision": error.precision,
            ])
        }
    }
}
