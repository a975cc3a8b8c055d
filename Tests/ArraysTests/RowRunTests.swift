import Arrays
import Testing

/// Products with observations against the sums that define them.
@Suite struct RowRunTests {
    /// Whole blocks, remainders of every kind, one row, one vector, and more rows and columns than a block holds.
    @Test(arguments: [(188, 600, 24), (5, 7, 1), (1, 130, 25), (197, 129, 16), (400, 200, 43), (3, 193, 8)])
    func `Products in single precision are the sums`(_ rows: Int, _ columns: Int, _ width: Int) {
        var stream = Seed(3).stream("products")
        func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(Int(stream.uniform() * 16)) } }
        // Small whole numbers have exact sums.
        let (x, v, y) = (numbers(rows * columns), numbers(columns * width), numbers(rows * width))
        x.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let run = RowRun(firstRow: 0, rows: rows, columns: columns, values: base)
            let along = run.product(Matrix(rows: columns, columns: width, elements: v))
            let across = run.product(transposed: Matrix(rows: rows, columns: width, elements: y))
            for t in 0..<width {
                for r in 0..<rows {
                    let sum = (0..<columns).reduce(Float(0)) { $0 + x[r * columns + $1] * v[$1 * width + t] }
                    #expect(along[r, t] == sum)
                }
                for c in 0..<columns {
                    let sum = (0..<rows).reduce(Float(0)) { $0 + x[$1 * columns + c] * y[$1 * width + t] }
                    #expect(across[c, t] == sum)
                }
            }
        }
    }

    @Test(arguments: [(4, 1024, 2), (7, 1030, 3), (1, 5, 1), (34, 2050, 5)])
    func `Products in double precision are the sums`(_ rows: Int, _ columns: Int, _ rank: Int) {
        var stream = Seed(4).stream("products")
        let x = (0..<rows * columns).map { _ in Float(Int(stream.uniform() * 16)) }
        let w = Matrix(rows: rank, columns: columns, elements: (0..<rank * columns).map { Double($0 % 13) })
        let z = Matrix(rows: rank, columns: rows, elements: (0..<rank * rows).map { Double($0 % 11) })
        var sums = Matrix<Double>(rows: rank, columns: columns, repeating: 1)
        var products = Matrix<Double>(rows: 0, columns: 0)
        x.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let run = RowRun(firstRow: 0, rows: rows, columns: columns, values: base)
            products = run.products(with: w)
            run.add(weighted: z, to: &sums)
        }
        for t in 0..<rank {
            for r in 0..<rows {
                #expect(products[t, r] == (0..<columns).reduce(0) { $0 + Double(x[r * columns + $1]) * w[t, $1] })
            }
            for c in 0..<columns {
                #expect(sums[t, c] == (0..<rows).reduce(1) { $0 + z[t, $1] * Double(x[$1 * columns + c]) })
            }
        }
    }
}
