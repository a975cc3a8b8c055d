public import Arrays
public import Datasets

/// A part of the probe, and the column of the specimen that it passes through.
public struct Column: Sendable {
    /// Share of the probe.
    public let weight: Double
    /// Which library has its pattern; nil for vacuum.
    public let library: Int?
    /// Where in that library.
    public let place: [Double]
    /// For each end member, its share.
    public let shares: [Double]
    /// Å.
    public let thickness: Double

    public init(weight: Double, library: Int?, place: [Double], shares: [Double], thickness: Double) {
        self.weight = weight
        self.library = library
        self.place = place
        self.shares = shares
        self.thickness = thickness
    }
}

/// What the columns under each position of the probe give: each column is as if it were infinitely wide (the column
/// approximation), and the columns under a probe add up in intensity.
public struct SpecimenColumns: Sendable {
    public let beams: Beams
    /// Member × position.
    public let abundances: Matrix<Double>
    /// Member × position: how much of the thickness is this member, Å.
    public let layers: Matrix<Double>
    /// At every position, Å.
    public let thickness: [Double]

    /// - Parameters:
    ///   - libraries: may have different beams; those in the same place are one.
    ///   - reach: beams with |kx| or |ky| beyond it are left out, Å⁻¹.
    ///   - columns: those under the probe at a position; weights sum to 1.
    /// - Throws: `DetectionError.outsideLibrary`.
    public init(
        libraries: [PatternLibrary], positions: Int, members: Int, reach: Double,
        columns: @Sendable (Int) -> [Column]
    ) throws {
        let merged = MergedBeams(libraries.map(\.nodes), reach: reach)
        let width = merged.kx.count
        let direct = zip(merged.kx, merged.ky).enumerated().first { $0.element == (0, 0) }?.offset
        var intensity = Matrix<Float>(rows: positions, columns: width)
        var abundances = Matrix<Double>(rows: members, columns: positions)
        var layers = Matrix<Double>(rows: members, columns: positions)
        try intensity.elements.withUnsafeMutableBufferPointer { intensity in
            try abundances.elements.withUnsafeMutableBufferPointer { abundances in
                try layers.elements.withUnsafeMutableBufferPointer { layers in
                    nonisolated(unsafe) let (intensity, abundances, layers) = (intensity, abundances, layers)
                    try inFixedBlocks(positions) { position in
                        var sum = [Double](repeating: 0, count: width)
                        for column in columns(position) {
                            if let library = column.library {
                                try merged.add(
                                    libraries[library], library, at: column.place, weight: column.weight, to: &sum)
                            } else if let direct {
                                sum[direct] += column.weight
                            }
                            for (member, share) in column.shares.enumerated() {
                                abundances[member * positions + position] += column.weight * share
                                layers[member * positions + position] += column.weight * share * column.thickness
                            }
                        }
                        for beam in 0..<width { intensity[position * width + beam] = Float(sum[beam]) }
                    }
                }
            }
        }
        beams = Beams(ky: merged.ky, kx: merged.kx, intensity: intensity, labels: merged.labels)
        self.abundances = abundances
        self.layers = layers
        thickness = Self.sum(layers)
    }

    private init(beams: Beams, abundances: Matrix<Double>, layers: Matrix<Double>) {
        self.beams = beams
        self.abundances = abundances
        self.layers = layers
        thickness = Self.sum(layers)
    }

    private static func sum(_ layers: Matrix<Double>) -> [Double] {
        (0..<layers.columns).map { position in (0..<layers.rows).reduce(0) { $0 + layers[$1, position] } }
    }

    /// The scan over these columns; end members have the mean pattern of the positions where they are alone.
    ///
    /// - Throws: as `Scan.init`.
    public func scan(
        shape: (scanY: Int, scanX: Int), members: [String], fields: [String: [Double]],
        diffuse: [DiffuseScattering], unvisited: Int = 0
    ) throws(DetectionError) -> Scan {
        try Scan(
            beams: beams, shape: shape, members: members, abundances: abundances, thickness: thickness, fields: fields,
            diffuse: diffuse, purePattern: .mean, unvisited: unvisited)
    }

    /// The specimen that methods of linear unmixing assume: the same abundances, but every member has one pattern and one
    /// thickness, the mean over the positions where it is alone, and a position shows the members' sum.
    public func mixedLinearly() -> SpecimenColumns {
        let positions = self.thickness.indices
        let pure = (0..<abundances.rows).map { member in positions.filter { abundances[member, $0] >= 1 - 1e-9 } }
        let patterns = pure.map { $0.isEmpty ? [] : beams.intensity.mean(of: $0) }
        let depths = pure.map { rows in rows.reduce(0) { $0 + self.thickness[$1] } / Double(max(1, rows.count)) }
        var intensity = Matrix<Float>(rows: positions.count, columns: beams.kx.count)
        var layers = abundances
        for position in positions {
            for (member, pattern) in patterns.enumerated() {
                layers[member, position] *= depths[member]
                let share = Float(abundances[member, position])
                for beam in pattern.indices { intensity[position, beam] += share * pattern[beam] }
            }
        }
        return SpecimenColumns(
            beams: Beams(ky: beams.ky, kx: beams.kx, intensity: intensity, labels: beams.labels),
            abundances: abundances, layers: layers)
    }
}

/// The beams of several libraries in one list, sorted by ky, then kx.
private struct MergedBeams: Sendable {
    let ky: [Double]
    let kx: [Double]
    let labels: [String]
    /// For each library, where its beams stand in the list; nil for those beyond the reach.
    private let places: [[Int?]]

    /// Beams are the same when they agree to 1e-7 Å⁻¹, a millionth of a pixel.
    private static let resolution = 1e7

    init(_ libraries: [Beams], reach: Double) {
        var labels: [SIMD2<Int>: [String]] = [:]
        let keys = libraries.map { beams in
            zip(beams.kx, beams.ky).map { kx, ky -> SIMD2<Int>? in
                guard abs(kx) <= reach, abs(ky) <= reach else { return nil }
                return [Int((ky * Self.resolution).rounded()), Int((kx * Self.resolution).rounded())]
            }
        }
        for (beams, keys) in zip(libraries, keys) {
            for (label, key) in zip(beams.labels, keys) {
                if let key { labels[key, default: []].append(label) }
            }
        }
        let sorted = labels.keys.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let order = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        ky = sorted.map { Double($0.x) / Self.resolution }
        kx = sorted.map { Double($0.y) / Self.resolution }
        self.labels = sorted.map { (labels[$0] ?? []).filter { !$0.isEmpty }.joined(separator: ", ") }
        places = keys.map { $0.map { key in key.flatMap { order[$0] } } }
    }

    func add(
        _ library: PatternLibrary, _ index: Int, at place: [Double], weight: Double, to sum: inout [Double]
    ) throws(DetectionError) {
        for corner in try library.corners(around: place) {
            let row = library.nodes.intensity.row(corner.node)
            for (beam, target) in places[index].enumerated() {
                if let target { sum[target] += weight * corner.weight * Double(row[beam]) }
            }
        }
    }
}
