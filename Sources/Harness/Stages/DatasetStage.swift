public import Arrays
public import Datasets
internal import Detection
internal import Formats
public import FoundationEssentials
public import Modelling
internal import Multislice
internal import Quantities
internal import Records
internal import Specimens

/// From a model to a dataset with truth: physics first (kept by its own digest), then the detector.
public struct DatasetStage: Sendable {
    public let cache: StageCache
    public let progress: Progress

    public init(cache: StageCache, progress: Progress) {
        self.cache = cache
        self.progress = progress
    }

    /// The digest of everything that a dataset follows from.
    public func key(name: String, model: DatasetModel, modelFile: String) throws -> StageKey {
        StageKey(
            stage: .dataset, inputs: [name, model.digestYAML, try crystalDigest(of: model, modelFile: modelFile)])
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
        switch model {
        case .gaussianArrays(let arrays):
            return arrays.arrays.dataset(
                name: name, provenance: provenance(model, crystal: nil, warnings: []), apertures: arrays.apertures)
        case .lineScanBicrystal(let bicrystal):
            return try self.dataset(
                name: name, model: bicrystal, of: model, modelFile: modelFile, checkpoint: checkpoint, resume: resume)
        }
    }

    private func dataset(
        name: String, model: LineScanBicrystalModel, of whole: DatasetModel, modelFile: String, checkpoint: URL?,
        resume: Bool
    ) throws -> Dataset {
        let crystal = try crystalDigest(of: whole, modelFile: modelFile)
        let structure = try model.structure(modelFile: modelFile)
        let other = try model.otherStructure(modelFile: modelFile)
        return try Self.blaming(modelFile) {
            try self.dataset(
                name: name, model: model, of: whole, structure: structure, other: other, crystal: crystal,
                checkpoint: checkpoint, resume: resume)
        }
    }

    /// Runs `body`; what does not fit together in the model is said with the model's file.
    private static func blaming<T>(_ modelFile: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error where error is SpecimenError || error is DetectionError || error is MultisliceError {
            guard FailureKind.of(error) == .input else { throw error }
            throw HarnessError.unfit(file: modelFile, problem: "\(error)")
        }
    }

    private func dataset(
        name: String, model: LineScanBicrystalModel, of whole: DatasetModel, structure: CrystalStructure,
        other: CrystalStructure?, crystal: String, checkpoint: URL?, resume: Bool
    ) throws -> Dataset {
        let bicrystal = try model.bicrystal(of: structure, and: other)
        let (beams, total) = try self.beams(
            of: bicrystal, model: model, crystal: crystal, checkpoint: checkpoint, resume: resume)
        let stack = model.stack
        let share = (0..<stack.positions).map { stack.fractionOfA(at: $0) }
        let scan = try LineScan(
            beams: beams, abundances: Matrix([share, share.map { 1 - $0 }]),
            thickness: Array(repeating: stack.thickness, count: stack.positions)
        ).extraPureCopies(model.pureCopies)
        return try model.detector.record(
            scan, name: name, seed: Seed(model.seed),
            provenance: provenance(
                whole, crystal: crystal,
                warnings: structure.warnings + (other?.warnings ?? []) + bicrystal.warnings
                    + Self.warnings(total: total),
                error: model.estimatedError(of: bicrystal)),
            scanStep: stack.step(boundaryNormal: bicrystal.boundaryNormal),
            beamEnergy: model.instrument.energy.value / 1000, precessionAngle: model.precession.angle.value * 1000,
            apertures: model.apertures
        ).dataset
    }

    /// Beam intensities along the scan, without extra copies: from the cache, or simulated.
    private func beams(
        of bicrystal: Bicrystal, model: LineScanBicrystalModel, crystal: String, checkpoint: URL?, resume: Bool
    ) throws -> (beams: Beams, total: [Double]) {
        let key = StageKey(stage: .beams, inputs: [model.beamsYAML, crystal])
        let (url, _) = try cache.file(key) { url in
            let simulation = try model.simulation(of: bicrystal)
            Plans.load(from: cache.root)
            let saved = try Checkpoint(
                beside: checkpoint ?? url, digest: key.digest, resume: resume || checkpoint == nil)
            let result: BeamIntensities
            do {
                result = try simulation.run(progress: progress, checkpoint: saved)
            } catch {
                saved.discardIfEmpty()
                throw error
            }
            Plans.save(to: cache.root)
            try BeamFile.write(Self.labelled(result, bicrystal), total: result.total, to: url)
            saved.discard()
        }
        return try BeamFile.read(url)
    }

    private static func labelled(_ result: BeamIntensities, _ bicrystal: Bicrystal) -> Beams {
        let labels = zip(result.beams.kx, result.beams.ky).map { kx, ky in
            let label = bicrystal.beamLabel(kx: kx, ky: ky)
            return label.a == nil && label.b == nil ? "" : label.description
        }
        return Beams(ky: result.beams.ky, kx: result.beams.kx, intensity: result.intensity, labels: labels)
    }

    /// Intensity that left the band: said from 2 % on.
    private static func warnings(total: [Double]) -> [String] {
        let lost = 1 - (total.min() ?? 1)
        guard lost >= 0.02 else { return [] }
        return ["\(Percent.text(lost)) of the incident beam is lost beyond the band limit; a finer grid holds more"]
    }

    private func provenance(
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

    private func crystalDigest(of model: DatasetModel, modelFile: String) throws -> String {
        guard case .lineScanBicrystal(let bicrystal) = model else { return "" }
        let paths = [bicrystal.crystalPath(modelFile: modelFile), bicrystal.crystalBPath(modelFile: modelFile)]
        let digests = try paths.compactMap(\.self).map { path in
            guard let digest = Digest.ofFile(URL(filePath: path)) else {
                throw FormatError.cannotRead(file: path, reason: "\(modelFile) names it as crystal; correct the path")
            }
            return digest
        }
        return digests.joined(separator: " ")
    }
}

/// Shares in messages.
enum Percent {
    static func text(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
