import Arrays
import Datasets
import Formats
import FoundationEssentials
import Testing

/// A small dataset in which every number differs from its neighbours, so that a swapped axis is seen.
func exampleDataset(
    name: String = "example", storage: Dataset.Storage = .uint16, rowsPerBlock: Int? = nil, hasTruth: Bool = true
) -> Dataset {
    let shape = ObservationShape(scanY: 3, scanX: 5, detectorY: 6, detectorX: 8)
    let limit = storage == .uint8 ? 251 : 65_521
    let values = (0..<shape.rowCount * shape.columnCount).map { Float($0 * 7 % limit) }
    let matrix = Matrix(rows: shape.rowCount, columns: shape.columnCount, elements: values)
    return Dataset(
        name: name, observations: InMemoryRows(shape: shape, values: matrix, rowsPerBlock: rowsPerBlock),
        storage: storage, calibration: exampleCalibration, truth: hasTruth ? exampleTruth(shape) : nil,
        beams: hasTruth ? exampleBeams(shape) : nil, provenance: exampleProvenance)
}

let exampleCalibration = Calibration(
    scanY: Axis(name: "y", scale: 2, offset: 0, units: "nm"),
    scanX: Axis(name: "x", scale: 3.75, offset: -1, units: "nm"),
    detectorY: Axis(name: "ky", scale: 0.02, offset: -0.06, units: "A^-1"),
    detectorX: Axis(name: "kx", scale: 0.025, offset: -0.1, units: "A^-1"), beamEnergy: 300, precessionAngle: 20)

let exampleProvenance = Provenance(
    model: "kind: line-scan-bicrystal\nname: \"Ångström\"\n",
    digests: ["model": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "crystal": "ff"],
    seed: .max - 3, versions: ["twinbench": "0.1.0", "format": "1"], warnings: ["2 % of the intensity was lost"],
    estimatedError: EstimatedError(parts: ["slices": 0.008, "band limit": 0.003]))

func exampleTruth(_ shape: ObservationShape) -> GroundTruth {
    let members = ["A", "B"].enumerated().map { index, name in
        EndMember(
            name: name, pattern: (0..<shape.columnCount).map { Float($0 + 1000 * index) + 0.25 },
            reflections: [
                Reflection(y: 1.5, x: 2.25, intensity: 100.5, kind: .unique, label: "2 -2 0"),
                Reflection(y: 3, x: 4, intensity: 7, kind: .shared, label: ""),
            ].suffix(2 - index))
    }
    let first = (0..<shape.rowCount).map { Double($0) / Double(shape.rowCount) }
    return GroundTruth(
        members: members,
        abundances: Matrix(rows: 2, columns: shape.rowCount, elements: first + first.map { 1 - $0 }),
        thickness: (0..<shape.rowCount).map { 37.5 * Double($0) },
        fields: ["tilt": first.map { 24 * $0 }, "film": first.map { $0 > 0.5 ? 10 : 0 }],
        apertures: ReflectionApertures(
            disc: 3, annulusInner: 4, annulusOuter: 6, directBeam: 5, centerY: 2.5, centerX: 4))
}

func exampleBeams(_ shape: ObservationShape) -> Beams {
    Beams(
        ky: [-0.1, 0, 0.1], kx: [0.05, 0, -0.05],
        intensity: Matrix(
            rows: shape.rowCount, columns: 3, elements: (0..<shape.rowCount * 3).map { Float($0) / 256 }),
        labels: ["A 2 -2 0, B 0 2 2", "", "A -2 2 0"], countsPerIncidentBeam: 1234.5)
}

func exampleEstimate() -> StoredEstimate {
    let shape = ObservationShape(scanY: 2, scanX: 3, detectorY: 4, detectorX: 5)
    return StoredEstimate(
        method: "fuzzy-c-means", dataset: "example", shape: shape,
        patterns: Matrix(rows: 2, columns: 20, elements: (0..<40).map { Float($0) / 8 }),
        maps: Matrix(rows: 2, columns: 6, elements: (0..<12).map { Double($0) / 3 }), mapScaling: "native",
        objective: [3, 2, 1.5], convergence: ["converged": 1, "iterations": 3],
        diagnostics: [
            "singular-values": Matrix([[5, 3, 1]]),
            "membership-grid": Matrix(rows: 2, columns: 6, elements: (0..<12).map { Double($0) }),
            "grid-x": Matrix([[0, 1, 2]]), "grid-y": Matrix([[0, 1]]),
        ], provenance: exampleProvenance)
}

func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

/// What the `FormatError` says that `body` must throw.
func message(_ body: () throws -> Void) throws -> String {
    let error = #expect(throws: FormatError.self, performing: body)
    return try #require(error).description
}
