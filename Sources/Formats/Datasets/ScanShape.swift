import Arrays
import Datasets

/// The lengths of a scan, for files that do not say them: lines (y) and positions in a line (x).
public struct ScanShape: Hashable, Sendable {
    public let y: Int
    public let x: Int

    public init(y: Int, x: Int) {
        self.y = y
        self.x = x
    }

    /// "30x60": thirty lines of sixty positions. Nil for anything else.
    public init?(text: String) {
        let parts = text.split(whereSeparator: { "x×X".contains($0) }).map { Int($0.filter { $0 != " " }) }
        guard parts.count == 2, let y = parts[0], let x = parts[1], (1...1 << 24).contains(y), (1...1 << 24).contains(x)
        else { return nil }
        self.init(y: y, x: x)
    }
}

/// The same patterns as another scan; what goes beyond it is left out.
struct RescannedRows: RowSource {
    let shape: ObservationShape
    private let rows: any RowSource

    /// - Precondition: `rows` has at least as many patterns as the scan.
    init(_ rows: any RowSource, _ scan: ScanShape) {
        precondition(rows.rowCount >= scan.y * scan.x, "a scan longer than its patterns")
        self.rows = rows
        shape = ObservationShape(
            scanY: scan.y, scanX: scan.x, detectorY: rows.shape.detectorY, detectorX: rows.shape.detectorX)
    }

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        do {
            try rows.forEachBlock { block in
                let left = shape.rowCount - block.firstRow
                guard left > 0 else { throw Enough() }
                if block.values.rows <= left { return try body(block) }
                let columns = block.values.columns
                let part = Matrix(
                    rows: left, columns: columns, elements: Array(block.values.elements.prefix(left * columns)))
                try body(RowBlock(firstRow: block.firstRow, values: part))
                throw Enough()
            }
        } catch is Enough {}
    }

    func forEachBlock(of wanted: Range<Int>, _ body: (RowBlock) throws -> Void) throws {
        try rows.forEachBlock(of: wanted, body)
    }

    /// The last pattern of the scan has been handed on.
    private struct Enough: Error {}
}

extension Dataset {
    /// The dataset with another scan over the same patterns. Truth and beams belong to the old one and are left out.
    ///
    /// - Throws: `FormatError.malformed` when there are too few patterns.
    func rescanned(_ scan: ScanShape, file: String) throws -> Dataset {
        if scan.y == shape.scanY, scan.x == shape.scanX { return self }
        let (count, asked) = (shape.rowCount, scan.y.multipliedReportingOverflow(by: scan.x))
        guard !asked.overflow, asked.partialValue <= count else {
            throw FormatError.malformed(
                file: file, key: "--scan", problem: "\(scan.y) × \(scan.x) is more than its \(count) patterns",
                mend: count / scan.x > 0
                    ? "\(count / scan.x)x\(scan.x) takes the complete lines" : "give lines × positions, such as 30x60")
        }
        let spare = count - asked.partialValue
        let warnings = spare == 0 ? [] : ["\(spare) patterns after the scan of \(scan.y) × \(scan.x) are left out"]
        return Dataset(
            name: name, observations: RescannedRows(observations, scan), storage: storage, calibration: calibration,
            truth: nil, beams: nil, provenance: provenance.adding(warnings: warnings))
    }
}

extension Provenance {
    /// Nothing but what to know before trusting the file.
    init(measured warnings: [String]) {
        self.init(model: "", digests: [:], seed: 0, versions: [:], warnings: warnings)
    }

    func adding(warnings more: [String]) -> Provenance {
        Provenance(
            model: model, digests: digests, seed: seed, versions: versions, warnings: warnings + more,
            estimatedError: estimatedError)
    }
}
