import Arrays
import Datasets
import Formats
import Records
import Reporting
import TestSupport

/// A run in memory: scans from the stored reference patterns, with estimates whose errors are planted, so that every part
/// of the page has something to show.
enum Example {
    /// Two models without physics, three angles of a bicrystal, a variant, and a method that failed.
    static func input() throws -> ReportInput { try made.get() }

    private static let made = Result {
        var builder = ExampleBuilder()
        try builder.addGaussians("fig5", file: "inputs_a_fig5", title: "Fig. 5: 10 pure positions a side")
        try builder.addGaussians("fig6", file: "inputs_b_fig6", title: "Fig. 6: shared peaks")
        for angle in [0, 10, 20] {
            try builder.addBicrystal(
                "bicrystal-\(angle)mrad", angle: angle, title: "\(angle) mrad, correct constant", error: 1)
        }
        for angle in [0, 10, 20] {
            try builder.addBicrystal(
                "bicrystal-\(angle)mrad-nonrel", angle: angle,
                title: "\(angle) mrad, non-relativistic mass (hypothesis)",
                error: 0.3)
        }
        return builder.finish()
    }
}

struct ExampleBuilder {
    private var datasets: [String: Dataset] = [:]
    private var estimates: [String: StoredEstimate] = [:]
    private var entries: [RunRecord.DatasetEntry] = []
    private var trials: [Trial] = []
    private var claims: [ClaimEntry] = []
    private var virtualImages: [String: VirtualImages] = [:]

    mutating func addGaussians(_ name: String, file: String, title: String) throws {
        let patterns = try Reference.matrix("learning/\(file).W.npy")
        let abundances = try Reference.matrix("learning/\(file).Z.npy").transposed
        let side = 64
        let unique = try ["uniqA", "uniqB"].map { try Reference.matrix("learning/\(file).\($0).npy") }
        let shared = try Reference.matrix("learning/\(file).shared.npy")
        let members = (0..<2).map { member in
            func reflections(_ points: Matrix<Double>, _ kind: Reflection.Kind) -> [Reflection] {
                (0..<points.rows).map {
                    Reflection(y: points[$0, 1], x: points[$0, 0], intensity: 9.8, kind: kind, label: "")
                }
            }
            return EndMember(
                name: member == 0 ? "A" : "B", pattern: patterns.row(member).map(Float.init),
                reflections: reflections(unique[member], .unique)
                    + (shared.columns == 2 ? reflections(shared, .shared) : []))
        }
        let apertures = ReflectionApertures(
            disc: 4, annulusInner: 5, annulusOuter: 6, directBeam: 5, centerY: 32, centerX: 32)
        let truth = GroundTruth(members: members, abundances: abundances, thickness: nil, apertures: apertures)
        add(
            name, title: title, side: side, truth: truth, values: Self.mix(truth), beams: nil, angle: nil, pixel: nil,
            error: 0)
    }

    mutating func addBicrystal(_ name: String, angle: Int, title: String, error: Double) throws {
        let stored = try Reference.array("learning/inputs_d_multislice.P\(angle).npy").values
        let side = 128
        let scan = (0..<16).map { k in stored[k * side * side..<(k + 1) * side * side].map(Float.init) }
        let copies = 5
        let order = (0..<16 + 2 * copies).map { min(max($0 - copies, 0), 15) }
        let abundances = Matrix([order.map { Double($0) / 15 }, order.map { 1 - Double($0) / 15 }])
        let ends = [scan[15], scan[0]]
        let members = (0..<2).map { member in
            EndMember(
                name: member == 0 ? "A" : "B", pattern: ends[member],
                reflections: Self.peaks(ends[member], side: side).map { y, x in
                    let (own, other) = (ends[member][y * side + x], ends[1 - member][y * side + x])
                    return Reflection(
                        y: Double(y), x: Double(x), intensity: 5 * Double(own),
                        kind: own > 10 * other ? .unique : .shared,
                        label: "\(y - 64) \(x - 64) 0")
                })
        }
        let truth = GroundTruth(
            members: members, abundances: abundances, thickness: order.map { _ in 562.5 },
            apertures: ReflectionApertures(
                disc: 1.5, annulusInner: 2, annulusOuter: 3, directBeam: 3.5, centerY: 64, centerX: 64))
        let places = Self.peaks(zip(zip(scan[0], scan[15]).map(+), scan[8]).map(+), side: side)
        let beams = Beams(
            ky: places.map { Double($0.0 - 64) * 0.025 }, kx: places.map { Double($0.1 - 64) * 0.025 },
            intensity: Matrix(order.map { k in places.map { y, x in scan[k][y * side + x] / 655_350 } }),
            labels: places.map { y, x in
                let isIn = ends.map { $0[y * side + x] > 200 }
                return zip(["A 2 -2 0", "B 0 2 2"], isIn).filter(\.1).map(\.0).joined(separator: ", ")
            })
        let values = Matrix(rows: order.count, columns: side * side, elements: order.flatMap { scan[$0] })
        add(
            name, title: title, side: side, truth: truth, values: values, beams: beams, angle: Double(angle),
            pixel: 0.025,
            error: error)
    }

    /// A scan in two dimensions with three end members: estimates of NMF, a clustering and ICA from the truth, with a foreign
    /// share planted at the edge to the vacuum.
    mutating func addWire(_ name: String, angle: Double? = nil) throws {
        let patterns = try Reference.matrix("learning/inputs_c_noisy.W.npy")
        let abundances = try Reference.matrix("learning/inputs_c_noisy.Z.npy").transposed
        let observations = try Reference.matrix("learning/inputs_c_noisy.X.npy")
        let shape = ObservationShape(scanY: 20, scanX: 30, detectorY: 64, detectorX: 64)
        let places = try ["uniqA", "uniqB", "shared"].map { try Reference.matrix("learning/inputs_c_noisy.\($0).npy") }
        func reflections(_ points: Matrix<Double>, _ kind: Reflection.Kind) -> [Reflection] {
            (0..<points.rows).map {
                Reflection(y: points[$0, 1], x: points[$0, 0], intensity: 9.8, kind: kind, label: "")
            }
        }
        let members = zip(["A", "B", "vacuum"], 0..<3).map { name, row in
            EndMember(
                name: name, pattern: patterns.row(row).map(Float.init),
                reflections: row < 2 ? reflections(places[row], .unique) + reflections(places[2], .shared) : [])
        }
        let truth = GroundTruth(
            members: members, abundances: abundances,
            thickness: (0..<600).map { (1 - abundances[2, $0]) * (300 + 20 * Double($0 % 30)) },
            fields: ["film": (0..<600).map { 10 + 1e-6 * Double($0 % 2) }],
            apertures: ReflectionApertures(
                disc: 2, annulusInner: 2.5, annulusOuter: 4.5, directBeam: 6, centerY: 32, centerX: 32))
        let provenance = Provenance(model: "kind: example", digests: [:], seed: 1, versions: [:])
        let axis = Axis(name: "x", scale: 10, offset: 0, units: "nm")
        let detector = Axis(name: "k", scale: 0.05, offset: -1.6, units: "A^-1")
        datasets[name] = Dataset(
            name: name, observations: InMemoryRows(shape: shape, values: observations.converted()), storage: .uint16,
            calibration: Calibration(
                scanY: axis, scanX: axis, detectorY: detector, detectorX: detector, beamEnergy: 300,
                precessionAngle: angle), truth: truth, beams: nil, provenance: provenance)
        virtualImages[name] = VirtualImages(
            dataset: name, scanY: 20, scanX: 30,
            images: [("bright field", VirtualAperture.Kind.brightField, 2), ("A", .darkField, 0), ("B", .darkField, 1)]
                .map { title, kind, member in
                    VirtualImage(
                        aperture: VirtualAperture(name: title, kind: kind, discs: [.init(y: 20, x: 20, radius: 2)]),
                        values: abundances.row(member).map { 5 + 100 * $0 })
                })
        entries.append(
            RunRecord.DatasetEntry(
                name: name, title: angle.map { "Wire, \(Int($0)) mrad" } ?? "", model: "", digest: "",
                file: "\(name).hspy", seconds: 0, cached: true))
        let wire = WireEstimates(
            name: name, shape: shape, truth: truth, observations: observations, provenance: provenance)
        for (method, estimate) in try wire.all {
            estimates[ReportInput.key(dataset: name, method: method)] = estimate
            let isClear = (angle ?? 0) > 0
            let scree = [
                Trial.Score(
                    metric: "scree-rank", member: nil, value: isClear ? 3 : nil, reason: isClear ? nil : "no drop"),
                Trial.Score(metric: "scree-gap", member: nil, value: isClear ? 2.16 : 1.1),
                Trial.Score(metric: "separating-components", member: nil, value: method == "ica" ? 1 : 2),
            ]
            let ofMembers = ["A", "B"].flatMap { member in
                [
                    Trial.Score(metric: "edge-lines", member: member, value: 0.021),
                    Trial.Score(metric: "dark-field-agreement", member: member, value: 0.987),
                    Trial.Score(metric: "pattern-spread", member: member, value: 12.5),
                ]
            }
            trials.append(
                Trial(
                    dataset: name, method: method, seed: 3, outcome: .scored, reason: nil, seconds: 0,
                    result: "\(name).h5", scores: ofMembers + scree, matching: ["A": 0, "B": 1, "vacuum": 2]))
        }
    }

    private mutating func add(
        _ name: String, title: String, side: Int, truth: GroundTruth, values: Matrix<Float>, beams: Beams?,
        angle: Double?,
        pixel: Double?, error: Double
    ) {
        let shape = ObservationShape(scanY: 1, scanX: values.rows, detectorY: side, detectorX: side)
        let detector = (pixel ?? 1, pixel.map { -$0 * Double(side / 2) } ?? 0, pixel == nil ? "px" : "A^-1")
        let provenance = Provenance(model: "kind: example", digests: [:], seed: 1, versions: [:])
        datasets[name] = Dataset(
            name: name, observations: InMemoryRows(shape: shape, values: values), storage: .uint16,
            calibration: Calibration(
                scanY: Axis(name: "y", scale: 1, offset: 0, units: "nm"),
                scanX: Axis(name: "x", scale: 1, offset: 0, units: "nm"),
                detectorY: Axis(name: "ky", scale: detector.0, offset: detector.1, units: detector.2),
                detectorX: Axis(name: "kx", scale: detector.0, offset: detector.1, units: detector.2),
                beamEnergy: angle == nil ? nil : 300, precessionAngle: angle), truth: truth, beams: beams,
            provenance: provenance)
        entries.append(
            RunRecord.DatasetEntry(
                name: name, title: title,
                model: "kind: line-scan\ncrystal: GaAs.cif <&>\ninteraction: non-relativistic-mass\n",
                digest: String(repeating: "0f", count: 32), file: "data/\(name).hspy", seconds: 12.3, cached: false))
        for (method, estimate) in ExampleEstimates(
            name: name, shape: shape, truth: truth, values: values, provenance: provenance
        ).all {
            estimates[ReportInput.key(dataset: name, method: method)] = estimate
            let scores = Self.scores(method, error: error)
            trials.append(
                Trial(
                    dataset: name, method: method, seed: 1, outcome: .scored, reason: nil, seconds: 0.8,
                    result: "results/\(name)-\(method).h5", scores: scores, matching: ["A": 0, "B": 1]))
        }
        trials.append(
            Trial(
                dataset: name, method: "svd", seed: 1, outcome: .failed,
                reason: "rank <3> is above the number of patterns",
                seconds: 0, result: nil, scores: [], matching: [:]))
        claims.append(
            ClaimEntry(
                id: angle == nil ? "C1" : "C8", text: "Loadings are monotonic with precession", dataset: name,
                method: "nmf",
                metric: "non-monotonicity", bound: "at most 0.05", value: 0.29 * error, oracle: 0.25,
                verdict: error > 0.5 ? .doesNotHold : .holds, expected: .doesNotHold,
                because: "correct interaction constant"))
    }

    private static func scores(_ method: String, error: Double) -> [Trial.Score] {
        let factor = method == "oracle" ? 0.9 : method == "nmf" ? 1 : 1.3
        let ofMembers: [Trial.Score] = ["A", "B"].flatMap { member in
            [
                Trial.Score(metric: "non-monotonicity", member: member, value: 0.29 * error * factor),
                Trial.Score(metric: "map-rmse", member: member, value: 0.081234 * factor),
                Trial.Score(metric: "pattern-angle", member: member, value: method == "oracle" ? 0 : 23.04 * factor),
                Trial.Score(metric: "pseudo-subtraction", member: member, value: nil, reason: "there is no background"),
            ]
        }
        return ofMembers + [Trial.Score(metric: "reconstruction-error", member: nil, value: 1.2e-7 * factor)]
    }

    func finish() -> ReportInput {
        func metric(_ name: String, _ title: String, _ unit: String = "", best: Double? = 0) -> MetricEntry {
            MetricEntry(
                name: name, title: title, unit: unit, direction: .lower, best: best, source: "a paper",
                explanation: "What it reads, in a sentence with < and &.")
        }
        var record = RunRecord(
            experiment: .init(
                name: "example", question: "What do NMF and fuzzy clustering get wrong, and does precession help?",
                command: "twinbench validate Validation/example.yaml", digest: String(repeating: "ab", count: 32)),
            versions: ["twinbench": "0.1.0"],
            machine: .init(
                processor: "a processor", cores: 2, threads: 2, system: "Debian 12", started: "2026-11-23T20:00:00Z",
                seconds: ["simulate": 61.2, "learn": 10.5]), datasets: entries,
            methods: [
                .init(name: "nmf", title: "NMF", options: "components: 2"),
                .init(name: "fuzzy-c-means", title: "fuzzy c-means", options: "clusters: 2"),
                .init(name: "svd", title: "SVD", options: "rank: 5"),
                .init(name: "ica", title: "FastICA", options: "components: 3"),
            ],
            metrics: [
                metric("pattern-angle", "Pattern angle", "deg"), metric("pseudo-subtraction", "Pseudo-subtraction"),
                metric("map-rmse", "Map error"), metric("non-monotonicity", "Non-monotonicity"),
                metric("reconstruction-error", "Reconstruction error"),
                metric("edge-lines", "Bright lines at the edge"), metric("scree-rank", "Scree rank", best: nil),
                metric("scree-gap", "Scree gap", best: nil), metric("pattern-spread", "Spread of pure patterns", "deg"),
                metric("dark-field-agreement", "Agreement with dark field", best: 1),
                metric("separating-components", "Separating components", best: nil),
            ], trials: trials, claims: claims, warnings: ["0.5 % of the intensity <left> the grid"])
        record.extinctionLengths = [
            (true, true, 75.0), (false, true, 72.1), (true, false, 119.0), (false, false, 114.5),
        ]
        .map { damped, relativistic, length in
            ExtinctionLength(
                crystal: "GaAs", family: "2 2 0", energy: 300, withDebyeWaller: damped,
                debyeWaller: "Ga 0.68 Å², As 0.56 Å²", relativistic: relativistic, nanometres: length)
        }
        return ReportInput(
            record: record, datasets: datasets, estimates: estimates, virtualImages: virtualImages)
    }

    private static func mix(_ truth: GroundTruth) -> Matrix<Float> {
        let rows = (0..<truth.abundances.columns).map { position in
            truth.members[0].pattern.indices.map { pixel in
                Float(
                    truth.abundances[0, position] * Double(truth.members[0].pattern[pixel])
                        + truth.abundances[1, position] * Double(truth.members[1].pattern[pixel]))
            }
        }
        return Matrix(rows)
    }

    /// Pixels brighter than their eight neighbours and than 100 counts.
    private static func peaks(_ pattern: [Float], side: Int) -> [(Int, Int)] {
        var result: [(Int, Int)] = []
        for y in 1..<side - 1 {
            for x in 1..<side - 1 {
                let value = pattern[y * side + x]
                let neighbours = [-side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1].map {
                    pattern[y * side + x + $0]
                }
                if value > 100, neighbours.allSatisfy({ $0 <= value }) { result.append((y, x)) }
            }
        }
        return result
    }
}
