internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
internal import Modelling
internal import Multislice

extension DatasetStage {
    /// What a dataset of columns will take: one part of its library is measured, and stands for all that are not in the cache.
    ///
    /// - Throws: as `dataset`.
    func forecast(
        columns model: any ColumnModel, model whole: DatasetModel, modelFile: String
    ) throws -> DatasetForecast {
        let crystal = try fileDigest(of: whole, modelFile: modelFile)
        let library = try model.library(modelFile: modelFile)
        let shape = model.scanShape
        var forecast = DatasetForecast(
            shape: [shape.scanY, shape.scanX, model.detector.rows, model.detector.columns])
        forecast.configurations = model.scattering.configurations
        forecast.warnings = Self.warnings(of: library, model: model)
        var pattern: Beams?
        var missing: [LibraryPart] = []
        for part in library {
            let simulation = part.simulation
            forecast.grid = [simulation.grid.nx, simulation.grid.ny]
            forecast.tilts += simulation.tilts.count
            forecast.sliceSteps += simulation.sliceSteps
            forecast.blocks += simulation.blocks
            guard let stored = cache.file(Self.beamsKey(part.inputs, crystal: crystal)) else {
                missing.append(part)
                continue
            }
            forecast.finishedBlocks += simulation.blocks
            if pattern == nil {
                let beams = try BeamFile.read(stored, isOwn: true).beams
                pattern = Beams(
                    ky: beams.ky, kx: beams.kx, intensity: Matrix([beams.intensity.row(0)]), labels: beams.labels)
            }
        }
        forecast.isSimulated = missing.isEmpty
        if let part = missing.first {
            let work = try measured(part.simulation, finishedBlocks: 0)
            let steps = missing.reduce(0) { $0 + $1.simulation.sliceSteps }
            forecast.potentials = work.potentials * Double(missing.count)
            forecast.multislice = work.multislice * Double(steps) / Double(part.simulation.sliceSteps)
            forecast.memory = work.memory
            pattern =
                pattern
                ?? Beams(
                    ky: work.beams.ky, kx: work.beams.kx, intensity: Matrix([work.sample]),
                    labels: work.beams.kx.map { _ in "" })
        }
        if let pattern { try add(detectorOf: model, for: pattern, members: model.memberNames, to: &forecast) }
        return forecast
    }
}
