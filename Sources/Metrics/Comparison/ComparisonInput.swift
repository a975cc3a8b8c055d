public import Arrays

extension Comparison {
    /// How maps are brought to the scale of abundances before they are compared.
    public enum MapScaling: String, Sendable, Codable, CaseIterable {
        /// As they are: memberships and sum-to-one abundances.
        case native
        /// Divided by their maximum: NMF loadings, as in Martineau et al. 2019.
        case maximumOne = "max1"
        /// Divided by the least-squares gain of the pattern on the truth: signed components (SVD, ICA).
        case leastSquares = "least-squares"
    }

    /// What is known: end members, how much of each lies where, and where their reflections are.
    public struct Truth: Sendable {
        public let names: [String]
        /// Member × pixel.
        public let patterns: Matrix<Double>
        /// Abundances, member × scan position.
        public let maps: Matrix<Double>
        /// For each member, its reflections.
        public let reflections: [[ReflectionPosition]]
        public let radii: ApertureRadii
        /// What else is known at every scan position, by name, such as the "thickness" of the specimen and of a "film"
        /// under it, each in any unit.
        public let fields: [String: [Double]]

        public init(
            names: [String], patterns: Matrix<Double>, maps: Matrix<Double>, reflections: [[ReflectionPosition]],
            radii: ApertureRadii, fields: [String: [Double]] = [:]
        ) {
            self.names = names
            self.patterns = patterns
            self.maps = maps
            self.reflections = reflections
            self.radii = radii
            self.fields = fields
        }
    }

    /// What a method found.
    public struct Estimate: Sendable {
        /// Source × pixel.
        public let patterns: Matrix<Double>
        /// Source × scan position.
        public let maps: Matrix<Double>
        public let mapScaling: MapScaling

        public init(patterns: Matrix<Double>, maps: Matrix<Double>, mapScaling: MapScaling) {
            self.patterns = patterns
            self.maps = maps
            self.mapScaling = mapScaling
        }
    }

    /// Checks sizes and values once, so that no metric has to.
    static func validate(truth: Truth, shape: ObservationShape) throws(MetricError) {
        let members = truth.names.count
        guard members > 0 else { throw .noMembers }
        try check("truth patterns", truth.patterns, rows: members, columns: shape.columnCount)
        try check("truth maps", truth.maps, rows: members, columns: shape.rowCount)
        guard truth.reflections.count == members else {
            throw .badShape(
                array: "truth reflections", found: "given for \(truth.reflections.count) members",
                expected: "given for \(members)")
        }
        guard truth.reflections.joined().allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
            throw .notFinite(array: "truth reflections")
        }
        for (name, field) in truth.fields.sorted(by: { $0.key < $1.key }) {
            try check(
                "truth field \(name)", Matrix(rows: 1, columns: field.count, elements: field), rows: 1,
                columns: shape.rowCount)
        }
    }

    static func validate(estimate: Estimate, shape: ObservationShape) throws(MetricError) {
        let sources = estimate.patterns.rows
        try check("estimated patterns", estimate.patterns, rows: sources, columns: shape.columnCount)
        try check("estimated maps", estimate.maps, rows: sources, columns: shape.rowCount)
    }

    private static func check(_ name: String, _ matrix: Matrix<Double>, rows: Int, columns: Int) throws(MetricError) {
        guard matrix.rows == rows, matrix.columns == columns else {
            throw .badShape(array: name, found: "\(matrix.rows) × \(matrix.columns)", expected: "\(rows) × \(columns)")
        }
        guard matrix.elements.allSatisfy(\.isFinite) else { throw .notFinite(array: name) }
    }
}
