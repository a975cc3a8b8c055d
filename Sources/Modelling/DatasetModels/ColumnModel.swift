package import Datasets
package import Detection
internal import Quantities
package import Specimens

/// A dataset whose patterns come from a library: the specimen under the probe is columns, each as if it were infinitely wide,
/// and the library holds their beams at the nodes of a regular table.
package protocol ColumnModel: SimulatedModel {
    var twin: TwinLaw { get }
    var layers: DiffuseLayers { get }
    var field: ScanField { get }
    var mixing: Mixing { get }
    /// The end members' names, in the order of the truth.
    var memberNames: [String] { get }
    /// What the library is simulated by, one part after the other. Each part is kept by itself, so that models which differ
    /// in nothing that it depends on share it.
    ///
    /// - Parameter structures: of the CIF files, in their order.
    /// - Throws: `SpecimenError`, `MultisliceError`.
    func library(of structures: [CrystalStructure]) throws -> [LibraryPart]

    /// What the library makes at each position of the scan.
    ///
    /// - Parameter library: the beams of every part, in their order.
    /// - Throws: `DetectionError`, `SpecimenError`.
    func scan(from library: [Beams], of structures: [CrystalStructure]) throws -> Scan
}

extension ColumnModel {
    /// Positions along scan y and scan x.
    package var scanShape: (scanY: Int, scanX: Int) { (field.scanY, field.scanX) }
    /// Distance of two positions, Å.
    package var scanStep: Double { field.step.value }
    package var scanYAML: [(key: String, value: YAMLValue)] { field.yaml }

    /// `shapeYAML`: the specimen's own keys between those that all kinds of columns have.
    func shapeYAML(
        _ specimen: [(key: String, value: YAMLValue)], library: YAMLValue
    ) -> [(key: String, value: YAMLValue)] {
        [("twin", twin.yaml)] + specimen + layers.yaml + [
            ("mixing", .word(mixing.rawValue)), ("library", library),
        ]
    }

    /// The crystals' library, from the files.
    ///
    /// - Throws: as `structures(modelFile:)` and `library(of:)`.
    package func library(modelFile: String) throws -> [LibraryPart] {
        try library(of: structures(modelFile: modelFile))
    }
}
