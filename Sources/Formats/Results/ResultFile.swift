import Arrays
public import Datasets
public import FoundationEssentials

/// What a method found, in one HDF5 file.
///
/// `/Result` with attributes method, dataset, map-scaling and, where patterns were corrected for a distortion, correction;
/// `patterns` (source, ky, kx), `maps` (source, scan y, scan x), `convergence` (`objective`, and named numbers as
/// attributes), `diagnostics/<name>` (matrices; the membership-grid as source, y, x) and `/Provenance`. The same estimate
/// always gives the same bytes.
public enum ResultFile {
    /// Writes `estimate` by a temporary name in the folder of `url`.
    ///
    /// - Throws: `FormatError.cannotWrite`; `FormatError.malformed` when patterns or maps do not fit its shape.
    public static func write(_ estimate: StoredEstimate, to url: URL) throws {
        try validate(estimate, file: url.path)
        let shape = estimate.shape
        try HDF5File.write(to: url) { root in
            try root.attributes.write("Twinbench result", "file_format")
            try root.attributes.write(Int64(1), "file_format_version")
            let group = try root.createGroup("Result")
            try group.attributes.write(estimate.method, "method")
            try group.attributes.write(estimate.dataset, "dataset")
            try group.attributes.write(estimate.mapScaling, "map-scaling")
            if let correction = estimate.correction { try group.attributes.write(correction, "correction") }
            try group.write(
                estimate.patterns.elements, shape: [estimate.patterns.rows, shape.detectorY, shape.detectorX],
                as: "patterns", packing: .chunks([1, shape.detectorY, shape.detectorX]))
            try group.write(
                estimate.maps.elements, shape: [estimate.maps.rows, shape.scanY, shape.scanX], as: "maps")
            try writeConvergence(estimate, to: group.createGroup("convergence"))
            try writeDiagnostics(estimate.diagnostics, to: group.createGroup("diagnostics"))
            try ProvenanceLayout.write(estimate.provenance, to: root)
        }
    }

    /// Reads a result file.
    ///
    /// - Parameter isOwn: that it lies in the folder of a run that wrote it.
    /// - Throws: `FormatError` that names the file, the key and the mend.
    public static func read(_ url: URL, isOwn: Bool = false) throws -> StoredEstimate {
        try HDF5Rehearsal.read(url, isOwn: isOwn) { try stored(url) }
    }

    private static func stored(_ url: URL) throws -> StoredEstimate {
        let root = try HDF5File(reading: url).root
        guard let group = try root.optionalGroup("Result") else {
            throw root.malformed("Result", "is missing: this is no result file")
        }
        let patterns = try group.dataset("patterns")
        let maps = try group.dataset("maps")
        for array in [patterns, maps] where array.shape.count != 3 {
            throw array.malformed("has \(array.shape.count) axes, not 3", "learn again")
        }
        let shape = ObservationShape(
            scanY: maps.shape[1], scanX: maps.shape[2], detectorY: patterns.shape[1], detectorX: patterns.shape[2])
        let sources = patterns.shape[0]
        let convergence = try readConvergence(group.optionalGroup("convergence"))
        return StoredEstimate(
            method: try group.attributes.string("method"), dataset: try group.attributes.string("dataset"),
            shape: shape,
            patterns: Matrix(rows: sources, columns: shape.columnCount, elements: try patterns.read()),
            maps: Matrix(
                rows: sources, columns: shape.rowCount,
                elements: try maps.read(expecting: [sources, shape.scanY, shape.scanX])),
            mapScaling: try group.attributes.string("map-scaling"), objective: convergence.objective,
            convergence: convergence.numbers, diagnostics: try readDiagnostics(group.optionalGroup("diagnostics")),
            provenance: try ProvenanceLayout.read(root),
            correction: try group.attributes.optionalString("correction"))
    }

    private static func validate(_ estimate: StoredEstimate, file: String) throws {
        let (shape, sources) = (estimate.shape, estimate.patterns.rows)
        guard estimate.patterns.columns == shape.columnCount else {
            throw FormatError.malformed(
                file: file, key: "/Result/patterns", problem: "has \(estimate.patterns.columns) pixels",
                mend: "give patterns for a \(shape.sizes)")
        }
        guard estimate.maps.columns == shape.rowCount, estimate.maps.rows == sources else {
            throw FormatError.malformed(
                file: file, key: "/Result/maps", problem: "is \(estimate.maps.rows) × \(estimate.maps.columns)",
                mend: "give a map for each of \(sources) patterns and a \(shape.sizes)")
        }
    }

    private static func writeConvergence(_ estimate: StoredEstimate, to group: HDF5Group) throws {
        try group.write(estimate.objective, shape: [estimate.objective.count], as: "objective")
        for (name, value) in estimate.convergence.sorted(by: { $0.key < $1.key }) {
            try group.attributes.write(value, name)
        }
    }

    private static func readConvergence(_ group: HDF5Group?) throws -> (objective: [Double], numbers: [String: Double])
    {
        guard let group else { return ([], [:]) }
        let pairs = try group.attributes.names().map { ($0, try group.attributes.double($0)) }
        return (try group.optionalDataset("objective")?.read() ?? [], Dictionary(pairs) { first, _ in first })
    }

    private static let grid = "membership-grid"

    private static func writeDiagnostics(_ diagnostics: [String: Matrix<Double>], to group: HDF5Group) throws {
        let (height, width) = (diagnostics["grid-y"]?.elements.count ?? 0, diagnostics["grid-x"]?.elements.count ?? 0)
        for (name, matrix) in diagnostics.sorted(by: { $0.key < $1.key }) {
            let isGrid = name == grid && matrix.columns == height * width
            let shape = isGrid ? [matrix.rows, height, width] : [matrix.rows, matrix.columns]
            try group.write(matrix.elements, shape: shape, as: name)
        }
    }

    /// The first axis becomes the rows of a matrix, all others together its columns; a list becomes one row.
    private static func readDiagnostics(_ group: HDF5Group?) throws -> [String: Matrix<Double>] {
        guard let group else { return [:] }
        let pairs = try group.names().map { name in
            let array = try group.dataset(name)
            let rows = array.shape.count > 1 ? array.shape[0] : 1
            let columns = array.shape.count > 1 ? array.shape.dropFirst().reduce(1, *) : array.count
            return (name, Matrix(rows: rows, columns: columns, elements: try array.read(Double.self)))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
