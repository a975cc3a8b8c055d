import Arrays

/// Coordinate descent on observations larger than memory. Each sweep reads them once: the rows of Z in a block follow from that
/// block's X·Wᵀ, and with the new rows its parts of ZᵀX and ZᵀZ are added up for the update of W.
final class StreamedSweeps<Source: RowSource>: DescentSweeps {
    private let rows: StreamedRows<Source>
    private let rank: Int
    private(set) var factors: Factors

    init(_ rows: StreamedRows<Source>, start: Factors) {
        self.rows = rows
        rank = start.w.rows
        factors = start
    }

    func sweep() throws -> (violation: Double, objective: Double) {
        let wwt = factors.w.gram
        var ztx = Matrix<Double>(rows: rank, columns: rows.columns)
        var ztz = Matrix<Double>(rows: rank, columns: rank)
        var violation = 0.0
        try rows.forEachBlock { first, x in
            let xwt = Matrix.product(x, factors.w, transposingSecond: true)
            for i in 0..<x.rows { violation += updateZ(first + i, linear: xwt.row(i), wwt) }
            let z = Matrix(
                rows: x.rows, columns: rank,
                elements: Array(factors.z.elements[first * rank..<(first + x.rows) * rank]))
            ztx.add(.product(z, x, transposingFirst: true))
            ztz.add(.product(z, z, transposingFirst: true))
        }
        violation += updateW(ztx, ztz)
        let objective =
            (rows.squaredNorm - 2 * inner(ztx.elements, factors.w.elements)
                + inner(ztz.elements, factors.w.gram.elements)) / 2
        return (violation, max(0, objective))
    }

    private func updateZ(_ row: Int, linear: [Double], _ wwt: Matrix<Double>) -> Double {
        factors.z.elements.withUnsafeMutableBufferPointer { z in
            guard let start = z.baseAddress else { return 0 }
            return descend(start + row * rank, linear: linear, quadratic: wwt.elements, count: rank)
        }
    }

    private func updateW(_ ztx: Matrix<Double>, _ ztz: Matrix<Double>) -> Double {
        var column = [Double](repeating: 0, count: rank)
        var linear = column
        var violation = 0.0
        for c in 0..<rows.columns {
            for t in 0..<rank { (column[t], linear[t]) = (factors.w[t, c], ztx[t, c]) }
            violation += descend(&column, linear: linear, quadratic: ztz.elements, count: rank)
            for t in 0..<rank { factors.w[t, c] = column[t] }
        }
        return violation
    }
}

extension Matrix<Double> {
    fileprivate mutating func add(_ other: Matrix) {
        for i in elements.indices { elements[i] += other.elements[i] }
    }
}
