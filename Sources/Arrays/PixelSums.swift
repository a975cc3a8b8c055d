extension RowSource {
    /// Sums of every pattern over sets of pixels, in one pass and in double precision: set × pattern.
    ///
    /// - Parameter sets: pixels `y * detectorX + x`; one that is named twice counts twice.
    /// - Precondition: pixels lie on the detector.
    /// - Throws: what reading the observations throws.
    public func sums(over sets: [[Int]]) throws -> Matrix<Double> {
        let pixels = shape.columnCount
        precondition(sets.joined().allSatisfy { (0..<pixels).contains($0) }, "pixels lie on the detector")
        var result = Matrix<Double>(rows: sets.count, columns: shape.rowCount)
        try forEachBlock { block in
            block.values.elements.withUnsafeBufferPointer { values in
                for row in 0..<block.values.rows {
                    for (index, set) in sets.enumerated() {
                        var sum = 0.0
                        for pixel in set { sum += Double(values[row * pixels + pixel]) }
                        result[index, block.firstRow + row] = sum
                    }
                }
            }
        }
        return result
    }
}
