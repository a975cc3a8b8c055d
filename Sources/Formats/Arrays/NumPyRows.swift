public import Arrays
public import FoundationEssentials

extension NumPyArray {
    /// Writes observations as rows × pixels, float32, block by block: what does not fit into memory is never held whole.
    ///
    /// - Throws: `FormatError.cannotWrite`, or what reading the observations throws.
    public static func write(_ rows: any RowSource, to url: URL) throws {
        try AtomicFile.write(to: url) { temporary in
            let output = try OutputFile(temporary, named: url.path)
            try output.write(header(Float.numPyType, [rows.shape.rowCount, rows.shape.columnCount]))
            try rows.forEachBlock { block in try write(block.values.elements, to: output) }
            try output.close()
        }
    }
}
