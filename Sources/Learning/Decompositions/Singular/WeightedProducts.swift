import Arrays

/// Products with A = R·(X − 1·μᵀ)·C, for the roots R of the rows' weights, diagonal C and a mean pattern μ.
///
/// The singular values and right vectors of A are those of X with its repeated rows counted.
struct WeightedProducts<Rows: RowPasses>: Sendable {
    let rows: Rows
    /// One factor a row: the root of how often it occurs, times its share of a weighting.
    private let rowFactors: [Double]?
    private let pixelFactors: [Double]?
    private let mean: Matrix<Double>?
    let squaredNorm: Double

    init(_ rows: Rows, scaling: ObservationScaling = .none) {
        self.rows = rows
        pixelFactors = scaling.pixelFactors
        mean = scaling.mean.map { Matrix([$0]) }
        squaredNorm = scaling.squaredNorm ?? rows.squaredNorm
        let roots = rows.weights.map { $0.map { $0.squareRoot() } }
        if let shares = scaling.rowFactors {
            rowFactors = roots.map { zip($0, shares).map { $0 * $1 } } ?? shares
        } else {
            rowFactors = roots
        }
    }

    var columns: Int { rows.columns }

    /// Y = A·V and Aᵀ·Y in one pass.
    func products(_ v: Matrix<Double>) throws -> (y: Matrix<Double>, back: Matrix<Double>) {
        let factors = pixelScaled(v)
        let along = mean.map { Matrix.product($0, factors) }
        let transposed = factors.transposed
        return try gathered(width: v.columns) { run in
            var part = ProductPart(rows: run.rows, width: v.columns)
            var back = Matrix<Double>(rows: v.columns, columns: columns)
            for few in run.parts(of: 32) {
                let product = few.products(with: transposed)
                var scaled = product
                for i in 0..<few.rows {
                    let factor = rowFactors?[few.firstRow + i] ?? 1
                    for t in 0..<v.columns {
                        let y = factor * (product[t, i] - (along?[0, t] ?? 0))
                        part.y[few.firstRow - run.firstRow + i, t] = y
                        part.sum[t] += factor * y
                        scaled[t, i] = factor * y
                    }
                }
                few.add(weighted: scaled, to: &back)
            }
            part.back = .double(back)
            return part
        }
    }

    /// The same, by products in single precision.
    func quickProducts(_ v: Matrix<Double>) throws -> (y: Matrix<Double>, back: Matrix<Double>) {
        let factors = pixelScaled(v)
        let along = mean.map { Matrix.product($0, factors) }
        let single = factors.converted(to: Float.self)
        return try gathered(width: v.columns) { run in
            var part = ProductPart(rows: run.rows, width: v.columns)
            let product = run.product(single)
            var scaled = product
            for i in 0..<run.rows {
                let factor = rowFactors?[run.firstRow + i] ?? 1
                for t in 0..<v.columns {
                    let y = factor * (Double(product[i, t]) - (along?[0, t] ?? 0))
                    part.y[i, t] = y
                    part.sum[t] += factor * y
                    scaled[i, t] = Float(factor * y)
                }
            }
            part.back = .single(run.product(transposed: scaled))
            return part
        }
    }

    /// Aᵀ of random numbers, by half the work of a pass; or the sketch that was made while the rows were read.
    func start(width: Int, stream: inout RandomStream) throws -> Matrix<Double> {
        if mean == nil, pixelFactors == nil, let sketch = rows.sketch, sketch.columns >= width {
            return sketch.columns(0..<width)
        }
        let omega = (0..<rows.rows * width).map { _ in Float(stream.normal()) }
        var back = Matrix<Double>(rows: columns, columns: width)
        try rows.pass { run in
            var part = Matrix<Float>(rows: run.rows, columns: width)
            for i in 0..<run.rows {
                let factor = Float(rowFactors?[run.firstRow + i] ?? 1)
                for t in 0..<width { part[i, t] = factor * omega[(run.firstRow + i) * width + t] }
            }
            return run.product(transposed: part)
        } _: {
            back.add($1)
        }
        back.sum(over: rows.communicator)
        return pixelScaled(back)
    }

    /// Rows of A → rows of U of X.
    func unweighted(_ u: Matrix<Double>) -> Matrix<Double> {
        guard let roots = rows.weights else { return u }
        var result = u
        for d in 0..<u.rows { for t in 0..<u.columns { result[d, t] /= roots[d].squareRoot() } }
        return result
    }

    private func pixelScaled(_ v: Matrix<Double>) -> Matrix<Double> {
        guard let pixelFactors else { return v }
        var result = v
        for c in 0..<v.rows { for t in 0..<v.columns { result[c, t] *= pixelFactors[c] } }
        return result
    }

    private func gathered(
        width: Int, _ body: @Sendable (RowRun) throws -> ProductPart
    ) throws -> (y: Matrix<Double>, back: Matrix<Double>) {
        // Rows of other ranks stay zero, and come with the sum.
        var y = Matrix<Double>(rows: rows.rows, columns: width)
        var back = Matrix<Double>(rows: columns, columns: width)
        var transposed = Matrix<Double>(rows: 0, columns: 0)
        var sum = [Double](repeating: 0, count: width)
        try rows.pass(body) { first, part in
            y.elements.replaceSubrange(first * width..<(first + part.y.rows) * width, with: part.y.elements)
            for t in 0..<width { sum[t] += part.sum[t] }
            switch part.back {
            case .single(let matrix): back.add(matrix)
            case .double(let matrix):
                if transposed.rows == 0 { transposed = matrix } else { transposed.add(matrix) }
            }
        }
        if transposed.rows > 0 { back = transposed.transposed }
        let communicator = rows.communicator
        y.sum(over: communicator)
        back.sum(over: communicator)
        communicator.sum(&sum)
        if let mean { for c in 0..<columns { for t in 0..<width { back[c, t] -= mean[0, c] * sum[t] } } }
        return (y, pixelScaled(back))
    }
}

/// What one run gives to both products.
private struct ProductPart: Sendable {
    enum Back {
        /// Column × vector.
        case single(Matrix<Float>)
        /// Vector × column.
        case double(Matrix<Double>)
    }

    var y: Matrix<Double>
    /// Σ of the rows' factors times y.
    var sum: [Double]
    var back = Back.double(Matrix(rows: 0, columns: 0))

    init(rows: Int, width: Int) {
        y = Matrix(rows: rows, columns: width)
        sum = [Double](repeating: 0, count: width)
    }
}
