internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials
internal import Modelling
internal import Multislice
internal import Records

/// What an experiment's datasets say about each other: where each stands in a sweep, what it cost, and how far its beams
/// are from those of its reference.
struct StudyRecord {
    let experiment: ExperimentModel
    /// The run's folder.
    let folder: URL

    /// Fills in what the record of a finished run holds about sweeps and references.
    ///
    /// - Throws: `FormatError` for a dataset's file, `HarnessError` for beams that cannot be compared.
    func complete(_ record: inout RunRecord) throws {
        record.matrix = experiment.matrix.map {
            .init(metric: $0.metric, atMost: $0.atMost, kept: $0.kept, broken: $0.broken)
        }
        record.maps = experiment.maps.map { maps in
            func axis(_ axis: MapsModel.Axis) -> MetricMaps.Axis {
                .init(
                    key: axis.key, title: axis.title, logarithmic: axis.isLogarithmic, even: axis.isEven ? true : nil)
            }
            return MetricMaps(
                x: axis(maps.x), y: axis(maps.y), panels: maps.panels.map(axis),
                verdicts: maps.verdicts.map { .init(metric: $0.metric, name: $0.name, within: $0.within) })
        }
        for (index, entry) in experiment.datasets.enumerated() {
            if entry.isHeldOut { record.datasets[index].heldOut = true }
            record.datasets[index].place = entry.place.map { place in
                .init(
                    series: place.series, title: place.title,
                    values: place.values.map { .init(key: $0.key, text: $0.text) })
            }
            record.datasets[index].repetition = entry.repetition.map {
                .init(series: $0.series, title: $0.title, seed: $0.seed, isHeldOut: $0.isHeldOut)
            }
            guard let cost = try SimulationCost(entry) else { continue }
            record.datasets[index].sliceSteps = cost.sliceSteps
            record.datasets[index].gridPoints = cost.gridPoints
        }
        let probe = try ProbeComparisons(experiment: experiment, folder: folder).all()
        record.probe = probe.isEmpty ? nil : probe
        let deviations = try experiment.datasets.compactMap { entry -> BeamDeviation? in
            // A probe's patterns are compared disc by disc.
            if case .probeScan = entry.model { return nil }
            return try entry.reference.map { try deviation(of: entry, from: $0) }
        }
        record.deviations = deviations.isEmpty ? nil : deviations
        record.precession = try precession(record)
        record.methodStudy = MethodStudyRecord(experiment, record: record)?.study
    }

    /// The rule for precession over the line scans of the experiment; nil where it asks for none.
    private func precession(_ record: RunRecord) throws -> PrecessionStudy? {
        guard let rule = experiment.rule else { return nil }
        let rules = PrecessionRules(cases: try experiment.datasets.compactMap(PrecessionCases.of), record: record)
        let fixed = try rule.file.map { try PrecessionRuleFile(contentsOf: URL(filePath: $0)) }
        return rules.study(fixed?.rules ?? rules.fitted(), fixed: rule.file)
    }

    private func deviation(of entry: Modelling.DatasetEntry, from reference: String) throws -> BeamDeviation {
        let (file, other) = (url(entry.name), url(reference))
        guard let beams = try DatasetFile.read(file, isOwn: true).beams,
            let expected = try DatasetFile.read(other, isOwn: true).beams,
            let comparison = BeamComparison(beams, reference: expected)
        else { throw HarnessError.beamsDiffer(file: file.path, reference: other.path) }
        let model = experiment.datasets.first { $0.name == reference }?.model
        let settings = model.map { entry.model.differences(from: $0) } ?? []
        return BeamDeviation(
            dataset: entry.name, reference: reference,
            settings: settings.map { .init(key: $0.key, value: $0.value, reference: $0.other) },
            largest: comparison.largest, rms: comparison.rms, threshold: BeamComparison.threshold,
            worst: comparison.worst)
    }

    private func url(_ dataset: String) -> URL { folder.appending(path: "data/\(dataset).hspy") }
}

/// What a simulation costs: the number of slice steps, and the points of the grid that each of them works on.
struct SimulationCost {
    let sliceSteps: Int
    let gridPoints: Int

    /// - Returns: nil for models without a simulation.
    init?(_ entry: Modelling.DatasetEntry) throws {
        let simulations: [any BeamSimulation]
        switch entry.model.source {
        case .crystals(let model):
            let structures = try model.structures(modelFile: entry.file)
            simulations = [try model.beamSimulation(of: model.specimen(of: structures), structures)]
        case .columns(let model): simulations = try model.library(modelFile: entry.file).map(\.simulation)
        case .arrays, .file: return nil
        }
        guard let grid = simulations.first?.grid else { return nil }
        sliceSteps = simulations.reduce(0) { $0 + $1.sliceSteps }
        gridPoints = grid.nx * grid.ny
    }
}
