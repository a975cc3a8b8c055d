/// A dense matrix, row-major: element (i, j) lies at `i * columns + j`.
@frozen
public struct Matrix<Scalar: LinearAlgebraScalar>: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// The elements, row by row.
    public var elements: [Scalar]

    /// - Precondition: `elements.count == rows * columns`.
    @inlinable
    public init(rows: Int, columns: Int, elements: [Scalar]) {
        precondition(elements.count == rows * columns, "a \(rows) × \(columns) matrix needs as many elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    @inlinable
    public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
        self.init(rows: rows, columns: columns, elements: [Scalar](repeating: value, count: rows * columns))
    }

    /// A matrix from rows of equal length.
    @inlinable
    public init(_ rows: [[Scalar]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap { $0 })
    }

    @inlinable
    public subscript(row: Int, column: Int) -> Scalar {
        get { elements[row * columns + column] }
        set { elements[row * columns + column] = newValue }
    }

    /// One row, copied.
    @inlinable
    public func row(_ index: Int) -> [Scalar] { Array(elements[index * columns..<(index + 1) * columns]) }

    /// One column, copied.
    @inlinable
    public func column(_ index: Int) -> [Scalar] { (0..<rows).map { elements[$0 * columns + index] } }

    @inlinable
    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for i in 0..<rows { for j in 0..<columns { result.elements[j * rows + i] = elements[i * columns + j] } }
        return result
    }

    /// The sum of squared elements, ‖A‖²_F, added up in double precision.
    @inlinable
    public var squaredNorm: Double { elements.reduce(0.0) { $0 + Double($1) * Double($1) } }

    /// The same matrix in another precision.
    @inlinable
    public func converted<Other: LinearAlgebraScalar>(to type: Other.Type = Other.self) -> Matrix<Other> {
        Matrix<Other>(rows: rows, columns: columns, elements: elements.map { Other($0) })
    }
}
