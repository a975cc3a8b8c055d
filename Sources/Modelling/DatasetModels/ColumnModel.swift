package import Datasets
package import Detection
package import Multislice
package import Specimens

/// A dataset whose patterns come from a library: the specimen under the probe is columns, each as if it were infinitely wide,
/// and the library holds their beams at the nodes of a regular table.
package protocol ColumnModel: SimulatedModel {
    /// The end members' names, in the order of the truth.
    var memberNames: [String] { get }
    /// Positions along scan y and scan x.
    var scanShape: (scanY: Int, scanX: Int) { get }
    /// Distance of two positions, Å.
    var scanStep: Double { get }

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

/// One simulation of a library.
package struct LibraryPart: Sendable {
    /// For people, such as "tilt 4 mrad".
    package let name: String
    package let simulation: StackSimulation
    /// Everything that its beams depend on besides the content of the crystals' files, as canonical YAML.
    package let inputs: String
    /// Which reflections a beam (kx, ky in Å⁻¹) is.
    package let label: @Sendable (_ kx: Double, _ ky: Double) -> String
    /// What a reader should know of the crystals.
    package let warnings: [String]
}

extension ColumnModel {
    /// The crystals' library, from the files.
    ///
    /// - Throws: as `structures(modelFile:)` and `library(of:)`.
    package func library(modelFile: String) throws -> [LibraryPart] {
        try library(of: structures(modelFile: modelFile))
    }
}
