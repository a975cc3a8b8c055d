/// Curves of equal value on a rectangular grid, by marching squares with linear interpolation along the edges
/// (Lorensen & Cline 1987, in two dimensions).
package struct Contours {
    package struct Point: Hashable {
        package let x: Double
        package let y: Double
    }

    /// Grid coordinates along x and y, ascending.
    let x: [Double]
    let y: [Double]
    /// Values, row-major: index `iy * x.count + ix`.
    let values: [Double]

    /// - Returns: nil when the lengths do not agree or the grid has no cell.
    package init?(x: [Double], y: [Double], values: [Double]) {
        guard x.count > 1, y.count > 1, values.count == x.count * y.count else { return nil }
        self.x = x
        self.y = y
        self.values = values
    }

    /// The curves where the value is `level`; a closed curve ends where it starts.
    package func lines(at level: Double) -> [[Point]] {
        var chains = Chains()
        for row in 0..<y.count - 1 {
            for column in 0..<x.count - 1 {
                for (start, end) in segments(row: row, column: column, level: level) { chains.add(start, end) }
            }
        }
        return chains.polylines.map { $0.map { point(on: $0, level: level) } }
    }

    /// An edge between a node and its neighbour along x or along y.
    private struct Edge: Hashable {
        let row: Int
        let column: Int
        let alongX: Bool
    }

    private func value(_ row: Int, _ column: Int) -> Double { values[row * x.count + column] }

    private func segments(row: Int, column: Int, level: Double) -> [(Edge, Edge)] {
        let corners = [
            value(row, column), value(row, column + 1), value(row + 1, column + 1), value(row + 1, column),
        ]
        guard corners.allSatisfy({ $0.isFinite }) else { return [] }
        let above = corners.map { $0 > level }
        let bottom = Edge(row: row, column: column, alongX: true)
        let right = Edge(row: row, column: column + 1, alongX: false)
        let top = Edge(row: row + 1, column: column, alongX: true)
        let left = Edge(row: row, column: column, alongX: false)
        let edges = [bottom, right, top, left]
        let crossed = (0..<4).filter { above[$0] != above[($0 + 1) % 4] }.map { edges[$0] }
        if crossed.count == 2 { return [(crossed[0], crossed[1])] }
        guard crossed.count == 4 else { return [] }
        // A saddle: the value in the middle says which corners are joined.
        let middleAbove = corners.reduce(0, +) / 4 > level
        return middleAbove == above[0] ? [(bottom, right), (top, left)] : [(left, bottom), (right, top)]
    }

    private func point(on edge: Edge, level: Double) -> Point {
        let a = value(edge.row, edge.column)
        let b = edge.alongX ? value(edge.row, edge.column + 1) : value(edge.row + 1, edge.column)
        let t = a == b ? 0.5 : (level - a) / (b - a)
        if edge.alongX {
            return Point(x: x[edge.column] + t * (x[edge.column + 1] - x[edge.column]), y: y[edge.row])
        }
        return Point(x: x[edge.column], y: y[edge.row] + t * (y[edge.row + 1] - y[edge.row]))
    }

    /// Joins segments that share an edge into polylines.
    private struct Chains {
        private var neighbours: [Edge: [Edge]] = [:]
        private var order: [Edge] = []

        mutating func add(_ start: Edge, _ end: Edge) {
            for (from, to) in [(start, end), (end, start)] {
                if neighbours[from] == nil { order.append(from) }
                neighbours[from, default: []].append(to)
            }
        }

        var polylines: [[Edge]] {
            var visited: Set<Edge> = []
            var result: [[Edge]] = []
            let ends = order.filter { neighbours[$0]?.count == 1 }
            for start in ends + order where !visited.contains(start) {
                var line = [start]
                visited.insert(start)
                while let next = neighbours[line[line.count - 1]]?.first(where: { !visited.contains($0) }) {
                    visited.insert(next)
                    line.append(next)
                }
                if neighbours[start]?.count == 2, line.count > 2 { line.append(start) }
                result.append(line)
            }
            return result
        }
    }
}
