internal import Arrays
internal import Datasets
internal import Detection
internal import FoundationEssentials
internal import Modelling
internal import Multislice
internal import Specimens

/// Datasets of columns: the library, part by part from the cache or simulated, then the scan that it makes.
extension DatasetStage {
    /// How much of the work the library is, for progress.
    private static let libraryShare = 0.9

    /// - Throws: as `dataset`.
    func dataset(
        name: String, columns model: any ColumnModel, of whole: DatasetModel, modelFile: String
    ) throws -> Dataset {
        let crystal = try fileDigest(of: whole, modelFile: modelFile)
        let structures = try model.structures(modelFile: modelFile)
        return try Self.blaming(modelFile) {
            let library = try model.library(of: structures)
            var beams: [Beams] = []
            var totals: [Double] = []
            for (index, part) in library.enumerated() {
                let ends = [index, index + 1].map { Self.libraryShare * Double($0) / Double(library.count) }
                let found = try self.beams(
                    by: part.simulation, key: Self.beamsKey(part.inputs, crystal: crystal), label: part.label,
                    checkpoint: nil, resume: true, progress: progress.part(ends[0]...ends[1], part.name))
                beams.append(found.beams)
                totals += found.total
            }
            try progress.report(Self.libraryShare, "columns")
            let scan = try model.scan(from: beams, of: structures)
            try progress.report(0.95, "detector")
            return try model.record(
                scan, name: name, scanStep: model.scanStep,
                provenance: provenance(
                    whole, crystal: crystal,
                    warnings: Self.warnings(of: library, model: model)
                        + Self.warnings(total: totals, scattering: model.scattering),
                    error: library.last.flatMap { model.estimatedError(of: $0.simulation) }))
        }
    }

    /// What is to be said of the library's parts, each thing once.
    static func warnings(of library: [LibraryPart], model: any ColumnModel) -> [String] {
        let all = (library.first?.warnings ?? []) + (library.last.map { model.warnings(about: $0.simulation) } ?? [])
        return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
