internal import Arrays
package import Datasets
package import Detection

/// The table over the thicknesses of A and of B below it, of which only what columns up to some thickness need is simulated.
package struct OverlapTable {
    /// Å.
    let step: Double
    /// Of the thickest column, in steps.
    private let reach: Double
    /// The thicknesses (steps of A, steps of B) that interpolation in a column may touch, but for (0, 0), which is vacuum.
    package let nodes: [(a: Int, b: Int)]

    /// - Parameter thickness: of the thickest column, Å.
    package init(step: Double, thickness: Double) {
        self.step = step
        reach = thickness / step
        let steps = 0..<Self.count(reach)
        var nodes: [(a: Int, b: Int)] = []
        for a in steps {
            for b in steps where a + b > 0 && Double(max(a - 1, 0) + max(b - 1, 0)) < reach { nodes.append((a, b)) }
        }
        self.nodes = nodes
    }

    /// Thicknesses along each axis, 0 among them.
    private static func count(_ reach: Double) -> Int { Int((reach - 1e-9).rounded(.up)) + 1 }

    var axes: [PatternLibrary.Axis] {
        ["A", "B"].map { .init(name: "the thickness of \($0) (Å)", step: step, count: Self.count(reach)) }
    }

    /// The whole table from the beams of `nodes`, in their order.
    ///
    /// What was not simulated is not a number, so that nothing is ever made of it unseen.
    /// - Throws: `DetectionError` where there are not as many beams as nodes.
    package func library(_ beams: Beams) throws(DetectionError) -> PatternLibrary {
        let count = Self.count(reach)
        guard beams.intensity.rows == nodes.count else {
            throw .lengthsDiffer(what: "the library", count: beams.intensity.rows, expected: nodes.count)
        }
        var rows = Matrix<Float>(rows: count * count - 1, columns: beams.kx.count, repeating: .nan)
        for (index, node) in nodes.enumerated() {
            let start = (node.a * count + node.b - 1) * rows.columns
            rows.elements.replaceSubrange(start..<start + rows.columns, with: beams.intensity.row(index))
        }
        return try PatternLibrary(
            axes: axes, parts: [Beams(ky: beams.ky, kx: beams.kx, intensity: rows, labels: beams.labels)],
            startsInVacuum: true)
    }
}
