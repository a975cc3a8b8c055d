package import Arrays

/// The cheapest assignment of rows to columns.
package enum Hungarian {
    /// Assigns each row a column of its own so that the sum of costs is smallest; with fewer columns than rows, the
    /// rows that are better left out get nil. O(n²m) by shortest augmenting paths with potentials (Kuhn 1955, Munkres
    /// 1957; Jonker & Volgenant 1987).
    ///
    /// - Precondition: all costs are finite.
    package static func assignment(costs: Matrix<Double>) -> [Int?] {
        guard costs.rows <= costs.columns else {
            var result = [Int?](repeating: nil, count: costs.rows)
            for (column, row) in assignment(costs: costs.transposed).enumerated() {
                if let row { result[row] = column }
            }
            return result
        }
        // Column 0 of the working arrays stands for "not yet assigned"; rows and columns count from 1.
        let (n, m) = (costs.rows, costs.columns)
        var (rowPotential, columnPotential) = (
            [Double](repeating: 0, count: n + 1), [Double](repeating: 0, count: m + 1)
        )
        var rowOfColumn = [Int](repeating: 0, count: m + 1)
        for row in 1..<max(1, n + 1) {
            var slack = [Double](repeating: .infinity, count: m + 1)
            var cameFrom = [Int](repeating: 0, count: m + 1)
            var visited = [Bool](repeating: false, count: m + 1)
            rowOfColumn[0] = row
            var column = 0
            while rowOfColumn[column] != 0 {
                visited[column] = true
                let current = rowOfColumn[column]
                var (step, next) = (Double.infinity, 0)
                for candidate in 1...m where !visited[candidate] {
                    let reduced =
                        costs[current - 1, candidate - 1] - rowPotential[current] - columnPotential[candidate]
                    if reduced < slack[candidate] {
                        slack[candidate] = reduced
                        cameFrom[candidate] = column
                    }
                    if slack[candidate] < step { (step, next) = (slack[candidate], candidate) }
                }
                for c in 0...m {
                    if visited[c] {
                        rowPotential[rowOfColumn[c]] += step
                        columnPotential[c] -= step
                    } else {
                        slack[c] -= step
                    }
                }
                column = next
            }
            while column != 0 {
                rowOfColumn[column] = rowOfColumn[cameFrom[column]]
                column = cameFrom[column]
            }
        }
        var result = [Int?](repeating: nil, count: n)
        for column in 1..<max(1, m + 1) where rowOfColumn[column] > 0 { result[rowOfColumn[column] - 1] = column - 1 }
        return result
    }
}
