import Arrays
import Datasets
import FoundationEssentials
import Harness
import Modelling
import TestSupport

/// A bicrystal of two units on a coarse grid: three positions, computed in milliseconds.
enum SmallModels {
    static let folder = Reference.checkout.appending(path: "Models/datasets").path
    static let file = folder + "/small.yaml"

    static let text = """
        kind: line-scan-bicrystal
        title: "A title"
        crystal: ../crystals/GaAs.cif
        debye-waller: {Ga: "0.68 Å^2", As: "0.56 Å^2"}
        twin: {axis: [1, -1, 1], angle: "180 deg"}
        beam: {zone: [3, 1, 1], up: [0, -1, 1]}
        stack: {unit: "3.74997 nm", units: 2}
        precession: {angle: "10 mrad", azimuths: 3}
        discretization: {grid: [180, 54], slices-per-unit: 9}
        scan: {pure-copies: 1}
        detector: {pixels: [64, 64], half-width: "4 nm^-1", psf: {fwhm: "1 px"}}
        """

    static func bicrystal(_ settings: String...) throws -> DatasetModel {
        try DatasetModel(text: text, file: file, overrides: settings.map { try Override(argument: $0) })
    }

    static func fig5(_ settings: String...) throws -> DatasetModel {
        try DatasetModel(file: folder + "/fig5.yaml", overrides: settings.map { try Override(argument: $0) })
    }

    static func dataset(_ model: DatasetModel, cache root: URL) throws -> Dataset {
        try DatasetStage(cache: StageCache(root: root, warn: { _ in }), progress: .none)
            .dataset(name: "small", model: model, modelFile: file)
    }
}
