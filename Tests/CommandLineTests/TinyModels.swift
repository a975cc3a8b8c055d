import FoundationEssentials
import TestSupport

/// Models that take milliseconds.
enum TinyModels {
    static let crystal = Reference.checkout.appending(path: "Models/crystals/GaAs.cif").path

    /// Two arrays of spots on 64 × 64 pixels, 9 positions.
    static let arrays = """
        kind: gaussian-arrays
        pixels: [64, 64]
        sigma: "1.25 px"
        cut-off: "5 px"
        members:
          - {name: A, lattice: {spacing: "16 px", origin: [32, 32], range: [-1, 1], sites: all}}
          - {name: B, lattice: {spacing: "16 px", origin: [40, 40], range: [-2, 1], sites: all}}
        scan: {pure: 3, mixed: 3}
        """

    /// A bicrystal of `units` units on a coarse grid.
    static func bicrystal(units: Int = 2, azimuths: Int = 3) -> String {
        """
        kind: line-scan-bicrystal
        crystal: "\(crystal)"
        debye-waller: {Ga: "0.68 Å^2", As: "0.56 Å^2"}
        twin: {axis: [1, -1, 1], angle: "180 deg"}
        beam: {zone: [3, 1, 1], up: [0, -1, 1]}
        stack: {unit: "3.74997 nm", units: \(units)}
        precession: {angle: "10 mrad", azimuths: \(azimuths)}
        discretization: {grid: [180, 54], slices-per-unit: 9}
        scan: {pure-copies: 2}
        detector: {pixels: [64, 64], half-width: "4 nm^-1"}
        """
    }

    /// Two datasets and three methods, of which one cannot work: 9 patterns have no 20 components.
    static func experiment(starts: Int = 2, bound: String = "at-most: 0.01") -> String {
        """
        question: Does it work?
        datasets:
          - arrays.yaml
          - {model: arrays.yaml, as: longer, set: {scan.pure: 10}}
        methods:
          - nmf: {components: 2}
          - nmf: {components: 20}
            as: many
          - fuzzy-c-means: {clusters: 2, starts: \(starts)}
        claims:
          - {id: T1, text: exact, dataset: arrays, method: nmf, metric: map-rmse, \(bound)}
          - {id: T2, text: impossible, dataset: arrays, method: many, metric: map-rmse, at-most: 1, verdict: not-testable}
        """
    }
}

/// Runs `body` with the program in an empty folder that holds arrays.yaml and bicrystal.yaml.
func withProgram(_ body: (Program) throws -> Void) throws {
    try withTemporaryFolder { folder in
        let program = Program(folder: folder)
        try program.write(TinyModels.arrays, to: "arrays.yaml")
        try program.write(TinyModels.bicrystal(), to: "bicrystal.yaml")
        try body(program)
    }
}
