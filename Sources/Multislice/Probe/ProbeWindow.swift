internal import Specimens

/// A rectangle of whole cells about the probe, wide enough that the wave does not meet itself where the grid wraps round.
///
/// Within one crystal it repeats without a seam. The boundary's depth is that at the shortest way from the probe, so that
/// its seam runs where the wave is weakest, half a window away.
public struct ProbeWindow: Sendable, Equatable {
    /// Cells along x and y.
    public let cells: SIMD2<Int>
    /// The grid over the window: that of a cell, as many times.
    public let grid: ReciprocalGrid

    /// - Throws: `MultisliceError` for less than one cell a side, or a grid that would be too large.
    package init(cells: SIMD2<Int>, of cell: ReciprocalGrid) throws(MultisliceError) {
        guard cells.x >= 1, cells.y >= 1, cells.x <= 1000, cells.y <= 1000 else {
            throw .badProbe(
                key: "probe.window", problem: "\(cells.x) × \(cells.y) cells are no window",
                mend: "give two whole numbers, such as [2, 6]")
        }
        self.cells = cells
        grid = try ReciprocalGrid(
            nx: cells.x * cell.nx, ny: cells.y * cell.ny, lengthX: Double(cells.x) * cell.lengthX,
            lengthY: Double(cells.y) * cell.lengthY)
    }

    /// The atoms of a cell's slice in every cell of the window.
    func atoms(of slice: [PeriodicSlab.Atom]) -> [PeriodicSlab.Atom] {
        let (sideX, sideY) = (grid.lengthX / Double(cells.x), grid.lengthY / Double(cells.y))
        return (0..<cells.x).flatMap { x in
            (0..<cells.y).flatMap { y in
                slice.map { atom in
                    PeriodicSlab.Atom(
                        position: atom.position + [Double(x) * sideX, Double(y) * sideY, 0], element: atom.element,
                        occupancy: atom.occupancy, b: atom.b)
                }
            }
        }
    }

    /// The shortest way from one point to another when the window repeats, Å.
    func way(from start: SIMD2<Double>, to end: SIMD2<Double>) -> SIMD2<Double> {
        let sides: SIMD2<Double> = [grid.lengthX, grid.lengthY]
        let way = (end - start) / sides
        // What is half a window away, but for rounding, is so on the same side always.
        return (way - (way + (0.5 - 1e-6)).rounded(.down)) * sides
    }
}
