public import Arrays
public import Datasets
public import FoundationEssentials

/// What a method of somebody else left: a folder with `patterns.npy` (sources × pixels) and `maps.npy` (sources × rows).
public enum ResultFolder {
    /// Reads a folder; patterns may also be (source, y, x), maps (source, scan y, scan x). It has no provenance.
    ///
    /// - Parameters:
    ///   - shape: scan and detector lengths of the observations that the method saw.
    ///   - mapScaling: how the maps are scaled before scoring: "native", "max1" or "least-squares".
    /// - Throws: `FormatError` for missing, damaged or wrongly sized arrays, and for NaN and infinity in them.
    public static func read(
        _ url: URL, shape: ObservationShape, method: String = "", dataset: String = "", mapScaling: String = "native"
    ) throws -> StoredEstimate {
        let patterns: Matrix<Float> = try array(url, "patterns.npy", columns: shape.columnCount, per: "pixels")
        let maps: Matrix<Double> = try array(url, "maps.npy", columns: shape.rowCount, per: "scan positions")
        guard patterns.rows == maps.rows else {
            throw FormatError.malformed(
                file: url.path, key: "maps.npy", problem: "holds \(maps.rows) maps for \(patterns.rows) patterns",
                mend: "write one map for each pattern")
        }
        return StoredEstimate(
            method: method.isEmpty ? url.lastPathComponent : method, dataset: dataset, shape: shape,
            patterns: patterns, maps: maps, mapScaling: mapScaling, objective: [], convergence: [:],
            diagnostics: [:], provenance: Provenance(model: "", digests: [:], seed: 0, versions: [:]))
    }

    private static func array<Value: BinaryFloatingPoint & LinearAlgebraScalar>(
        _ folder: URL, _ name: String, columns: Int, per what: String
    ) throws -> Matrix<Value> {
        let url = folder.appending(path: name)
        let array: (shape: [Int], values: [Value]) = try NumPyArray.read(url)
        guard array.shape.count >= 2, array.shape.dropFirst().reduce(1, *) == columns else {
            throw FormatError.malformed(
                file: url.path, key: "shape", problem: "is \(array.shape)",
                mend: "write sources × \(columns) \(what)")
        }
        guard array.values.allSatisfy(\.isFinite) else { throw FormatError.notFinite(file: url.path, key: "values") }
        return Matrix(rows: array.shape[0], columns: columns, elements: array.values)
    }
}
