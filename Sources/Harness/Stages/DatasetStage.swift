public import Arrays
public import Datasets
internal import Detection
internal import Formats
public import FoundationEssentials
public import Modelling
package import Multislice
internal import Quantities
internal import Records
internal import Specimens

/// From a model to a dataset with truth: physics first (kept by its own digest), then the detector.
public struct DatasetStage: Sendable {
    public let cache: StageCache
    public let progress: Progress
    private let crew: Crew

    public init(cache: StageCache, progress: Progress) {
        self.init(cache: cache, progress: progress, crew: Crew(communicator: SingleProcess()))
    }

    /// - Parameter crew: who simulates.
    package init(cache: StageCache, progress: Progress, crew: Crew) {
        self.cache = cache
        self.progress = progress
        self.crew = crew
    }

    /// The digest of everything that a dataset follows from.
    public func key(name: String, model: DatasetModel, modelFile: String) throws -> StageKey {
        StageKey(stage: .dataset, inputs: [name, model.digestYAML, try fileDigest(of: model, modelFile: modelFile)])
    }

    /// Makes the dataset.
    ///
    /// - Parameters:
    ///   - name: what the dataset is called.
    ///   - modelFile: where the model was read; paths in it start at its folder.
    ///   - checkpoint: a place beside the output for an unfinished simulation.
    /// - Throws: `ModelError`, `SpecimenError` for the crystal's file, `HarnessError.unfit` for what does not fit together
    ///   in the model, `MultisliceError.notNormalised`, `FormatError`, `Cancelled`.
    public func dataset(
        name: String, model: DatasetModel, modelFile: String, checkpoint: URL? = nil, resume: Bool = false
    ) throws -> Dataset {
        switch model.source {
        case .arrays(let arrays):
            return arrays.arrays.dataset(
                name: name, seed: model.seed, provenance: provenance(model, crystal: nil, warnings: []),
                apertures: arrays.apertures)
        case .file(let measured):
            return try MeasuredData(model: measured, modelFile: modelFile).dataset(name: name, progress: progress)
        case .crystals(let crystals):
            return try dataset(
                name: name, model: crystals, of: model, modelFile: modelFile, checkpoint: checkpoint, resume: resume)
        case .columns(let columns):
            return try dataset(name: name, columns: columns, of: model, modelFile: modelFile)
        }
    }

    private func dataset(
        name: String, model: any CrystalModel, of whole: DatasetModel, modelFile: String, checkpoint: URL?,
        resume: Bool
    ) throws -> Dataset {
        let crystal = try fileDigest(of: whole, modelFile: modelFile)
        let structures = try model.structures(modelFile: modelFile)
        return try Self.blaming(modelFile) {
            try self.dataset(
                name: name, model: model, of: whole, structures: structures, crystal: crystal, checkpoint: checkpoint,
                resume: resume)
        }
    }

    /// Runs `body`; what does not fit together in the model is said with the model's file.
    static func blaming<T>(_ modelFile: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error where error is SpecimenError || error is DetectionError || error is MultisliceError {
            guard FailureKind.of(error) == .input else { throw error }
            throw HarnessError.unfit(file: modelFile, problem: "\(error)")
        }
    }

    private func dataset(
        name: String, model: any CrystalModel, of whole: DatasetModel, structures: [CrystalStructure],
        crystal: String, checkpoint: URL?, resume: Bool
    ) throws -> Dataset {
        let specimen = try model.specimen(of: structures)
        let simulation = try model.beamSimulation(of: specimen, structures)
        let (beams, total) = try self.beams(
            by: simulation, key: Self.beamsKey(model.beamsYAML, crystal: crystal), label: specimen.label,
            checkpoint: checkpoint, resume: resume, progress: progress)
        let warnings =
            specimen.warnings + Self.warnings(total: total, scattering: model.scattering)
            + model.warnings(about: simulation.conditions) + simulation.warnings
        return try record(
            beams, of: specimen, model: model, name: name,
            provenance: provenance(
                whole, crystal: crystal, warnings: warnings, error: model.estimatedError(of: simulation.conditions)))
    }

    /// What the detector makes of the beams, with the truth where the specimen has end members.
    private func record(
        _ beams: Beams, of specimen: ScannedSpecimen, model: any CrystalModel, name: String, provenance: Provenance
    ) throws -> Dataset {
        let positions = specimen.stacks.count
        let scan = try Scan(
            beams: beams, members: specimen.members,
            abundances: Matrix(
                rows: specimen.members.count, columns: positions, elements: specimen.abundances.flatMap { $0 }),
            thickness: specimen.thickness, fields: specimen.fields, purePattern: specimen.purePattern
        ).extraPureCopies(model.pureCopies ?? 0)
        let recorded = try model.record(
            scan, name: name, scanStep: specimen.axis.scale * 10, provenance: provenance)
        let calibration = recorded.calibration
        return Dataset(
            name: recorded.name, observations: recorded.observations, storage: recorded.storage,
            calibration: Calibration(
                scanY: calibration.scanY, scanX: specimen.axis, detectorY: calibration.detectorY,
                detectorX: calibration.detectorX, beamEnergy: calibration.beamEnergy,
                precessionAngle: calibration.precessionAngle),
            truth: specimen.members.isEmpty ? nil : recorded.truth, beams: recorded.beams, provenance: provenance)
    }

    /// Beam intensities of a simulation: from the cache, or simulated.
    ///
    /// - Parameter checkpoint: the output that an unfinished simulation is kept beside; nil for the place in the cache, where
    ///   it always goes on.
    func beams(
        by simulation: any BeamSimulation, key: StageKey, label: (_ kx: Double, _ ky: Double) -> String,
        checkpoint: URL?, resume: Bool, progress: Progress
    ) throws -> (beams: Beams, total: [Double]) {
        let (url, _) = try cache.file(key) { url in
            Plans.load(from: cache.root)
            let saved = try Checkpoint(
                beside: checkpoint ?? url, digest: key.digest, resume: resume || checkpoint == nil)
            let result: BeamIntensities
            do {
                result = try crew.run(simulation, key: key, progress: progress, checkpoint: saved)
            } catch {
                saved.discardIfEmpty()
                throw error
            }
            Plans.save(to: cache.root)
            let labels = zip(result.beams.kx, result.beams.ky).map { label($0, $1) }
            try BeamFile.write(
                Beams(ky: result.beams.ky, kx: result.beams.kx, intensity: result.intensity, labels: labels),
                total: result.total, to: url)
            saved.discard()
        }
        return try BeamFile.read(url, isOwn: true)
    }

    /// What beam intensities are kept under.
    ///
    /// - Parameters:
    ///   - yaml: all that they depend on besides the crystals' files.
    ///   - crystal: the digest of those.
    static func beamsKey(_ yaml: String, crystal: String) -> StageKey {
        StageKey(stage: .beams, inputs: [yaml, crystal])
    }

    /// Intensity that left the band: said from 2 % on. One run cannot tell it from what is absorbed.
    package static func warnings(total: [Double], scattering: ScatteringModel = .standard) -> [String] {
        let lost = 1 - (total.min() ?? 1)
        guard lost >= 0.02 else { return [] }
        let share = "\(Percent.text(lost)) of the incident beam is"
        guard scattering.absorption == 0 else {
            return ["\(share) absorbed or lost beyond the band limit; a run without absorption shows how much is lost"]
        }
        let phonons = scattering.isRandom ? ", what frozen phonons scatter that far among it" : ""
        return ["\(share) lost beyond the band limit\(phonons); a finer grid holds more"]
    }

    func provenance(
        _ model: DatasetModel, crystal: String?, warnings: [String], error: EstimatedError? = nil
    ) -> Provenance {
        var digests = ["model": Digest.of(model.digestYAML + (crystal ?? ""))]
        digests["crystal"] = crystal
        return Provenance(
            model: model.resolvedYAML, digests: digests, seed: model.seed,
            versions: [
                "twinbench": TwinbenchVersion.current, "beams": "\(Stage.beams.revision)",
                "dataset": "\(Stage.dataset.revision)",
            ], warnings: warnings, estimatedError: error)
    }

    /// The digest of the files that a model names: crystals, or measured data.
    func fileDigest(of model: DatasetModel, modelFile: String) throws -> String {
        if case .file(let measured) = model.source {
            return try MeasuredData(model: measured, modelFile: modelFile).digest()
        }
        guard let crystals = model.simulated else { return "" }
        return try crystals.crystalPaths(modelFile: modelFile).map { path in
            guard let digest = Digest.ofFile(URL(filePath: path)) else {
                throw FormatError.cannotRead(file: path, reason: "\(modelFile) names it as crystal; correct the path")
            }
            return digest
        }.joined(separator: " ")
    }
}

extension SimulatedModel {
    /// What the model's detector records of a scan.
    ///
    /// - Parameter scanStep: distance of two positions, Å.
    /// - Throws: `DetectionError`.
    func record(
        _ scan: Scan, name: String, scanStep: Double, provenance: Provenance
    ) throws -> Dataset {
        try detector.record(
            scan, name: name, seed: Seed(seed), provenance: provenance, scanStep: scanStep,
            beamEnergy: instrument.energy.value / 1000, precessionAngle: precession.angle.value * 1000,
            apertures: apertures, discRadius: conditions.discRadius, discsAreSampled: discsAreSampled
        ).dataset
    }
}

/// Shares in messages.
enum Percent {
    static func text(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
