import Arrays
public import Datasets

/// Beams at the nodes of a regular table with one or two axes, such as tilt × thickness, and multilinear between them.
public struct PatternLibrary: Sendable {
    /// Equally spaced values of one quantity.
    public struct Axis: Hashable, Sendable {
        /// For messages.
        public let name: String
        /// Value at the first node.
        public let start: Double
        public let step: Double
        public let count: Int

        public init(name: String, start: Double = 0, step: Double, count: Int) {
            self.name = name
            self.start = start
            self.step = step
            self.count = count
        }

        public var end: Double { start + step * Double(count - 1) }
    }

    public let axes: [Axis]
    /// Node × beam, the last axis fastest.
    public let nodes: Beams

    /// - Parameters:
    ///   - parts: over the same beams; their positions, one part after the other, are the nodes.
    ///   - startsInVacuum: whether each part gets the direct beam alone as one more node before its own: the thickness 0,
    ///     which no simulation computes.
    /// - Throws: `DetectionError` when parts and axes do not fit each other.
    public init(axes: [Axis], parts: [Beams], startsInVacuum: Bool) throws(DetectionError) {
        guard let first = parts.first, (1...2).contains(axes.count) else {
            throw .lengthsDiffer(what: "the library's axes", count: axes.count, expected: 2)
        }
        var rows: [[Float]] = []
        for part in parts {
            guard part.kx == first.kx, part.ky == first.ky else {
                throw .lengthsDiffer(what: "a part of the library", count: part.kx.count, expected: first.kx.count)
            }
            if startsInVacuum { rows.append(zip(part.kx, part.ky).map { $0 == 0 && $1 == 0 ? 1 : 0 }) }
            rows += (0..<part.intensity.rows).map { part.intensity.row($0) }
        }
        let count = axes.reduce(1) { $0 * $1.count }
        guard rows.count == count, axes.allSatisfy({ $0.count == 1 || $0.step > 0 }) else {
            throw .lengthsDiffer(what: "the library", count: rows.count, expected: count)
        }
        self.axes = axes
        nodes = Beams(ky: first.ky, kx: first.kx, intensity: Matrix(rows), labels: first.labels)
    }

    private init(axes: [Axis], nodes: Beams) {
        self.axes = axes
        self.nodes = nodes
    }

    /// The same table with its beams in other places: of a turned or mirrored crystal.
    ///
    /// - Parameters:
    ///   - place: of a beam at (kx, ky), Å⁻¹.
    ///   - label: from the old one.
    public func placed(
        _ place: (SIMD2<Double>) -> SIMD2<Double>, label: (String) -> String = { $0 }
    ) -> PatternLibrary {
        let places = zip(nodes.kx, nodes.ky).map { place([$0, $1]) }
        return PatternLibrary(
            axes: axes,
            nodes: Beams(
                ky: places.map(\.y), kx: places.map(\.x), intensity: nodes.intensity, labels: nodes.labels.map(label)))
    }

    /// The nodes around a place and their weights, which sum to 1.
    ///
    /// - Parameter place: a value for each axis.
    /// - Throws: `DetectionError.outsideLibrary`: nothing is extrapolated.
    func corners(around place: [Double]) throws(DetectionError) -> [(node: Int, weight: Double)] {
        guard place.count == axes.count else {
            throw .lengthsDiffer(what: "a place in the library", count: place.count, expected: axes.count)
        }
        var corners = [(node: 0, weight: 1.0)]
        for (axis, value) in zip(axes, place) {
            let steps = axis.count == 1 ? (value - axis.start) : (value - axis.start) / axis.step
            let last = Double(axis.count - 1)
            guard steps >= -1e-6, steps <= last + 1e-6 else {
                throw .outsideLibrary(axis: axis.name, value: value, from: axis.start, to: axis.end)
            }
            let position = min(max(steps, 0), last)
            let lower = Int(position)
            let share = position - Double(lower)
            let ends = [(node: lower, weight: 1 - share), (node: lower + 1, weight: share)].filter { $0.weight > 0 }
            corners = corners.flatMap { corner in
                ends.map { (node: corner.node * axis.count + $0.node, weight: corner.weight * $0.weight) }
            }
        }
        return corners
    }

    /// Beam intensities at a place between the nodes.
    ///
    /// - Parameter place: a value for each axis.
    /// - Throws: `DetectionError.outsideLibrary`.
    public func intensities(at place: [Double]) throws(DetectionError) -> [Double] {
        var sum = [Double](repeating: 0, count: nodes.kx.count)
        for (node, weight) in try corners(around: place) {
            for (beam, value) in nodes.intensity.row(node).enumerated() { sum[beam] += weight * Double(value) }
        }
        return sum
    }
}
