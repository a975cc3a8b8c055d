internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials
internal import Modelling
internal import Multislice
internal import Quantities
internal import Records
internal import Specimens

/// Scans with a probe beside the same scans in another approximation, and beside the references that an experiment names.
struct ProbeComparisons {
    let experiment: ExperimentModel
    /// The run's folder.
    let folder: URL

    /// Discs in the list of the worst.
    private static let listed = 8

    /// - Throws: `FormatError` for a dataset's file, or what is wrong with a model.
    func all() throws -> [ProbeComparison] {
        let scans = try experiment.datasets.compactMap { entry in
            guard case .probeScan(let model) = entry.model else { return nil as Scan? }
            return try Scan(entry: entry, model: model)
        }
        guard !scans.isEmpty else { return [] }
        let sums = try scans.map { scan in
            try DatasetFile.read(folder.appending(path: "data/\(scan.entry.name).hspy"), isOwn: true).beams.map(
                scan.discs)
        }
        return try pairs(of: scans).compactMap { one, other in
            guard let own = sums[one], let reference = sums[other] else { return nil }
            return try comparison(scans[one], own, scans[other], reference)
        }
    }

    /// A dataset with what its model says of the probe.
    private struct Scan {
        let entry: Modelling.DatasetEntry
        let model: ProbeScanModel
        let simulation: ProbeSimulation
        let label: (Double, Double) -> String
        let abundance: [Double]
        /// The share of the probe's intensity that comes to the window's rim.
        let rim: Double

        init(entry: Modelling.DatasetEntry, model: ProbeScanModel) throws {
            self.entry = entry
            self.model = model
            let structures = try model.structures(modelFile: entry.file)
            let specimen = try model.specimen(of: structures)
            simulation = try model.simulation(of: structures)
            label = specimen.label
            abundance = specimen.abundances[0]
            rim = try simulation.rimShare()
        }

        /// Rows of the dataset without the extra copies.
        var rows: [Int] { abundance.indices.map { $0 + (model.pureCopies ?? 0) } }

        func discs(_ beams: Beams) -> (beams: Beams, discs: DiscSums) {
            (
                beams,
                DiscSums(
                    beams, positions: rows, centres: simulation.centres, radius: model.conditions.discRadius)
            )
        }
    }

    /// Which is held against which: the probe against approximations of it, the better against the rougher one.
    private func pairs(of scans: [Scan]) -> [(Int, Int)] {
        func rank(_ scan: Scan) -> Int {
            ProbeSimulation.Approximation.allCases.firstIndex(of: scan.model.probe.approximation) ?? 0
        }
        var pairs: [(Int, Int)] = []
        for (one, scan) in scans.enumerated() {
            for (other, reference) in scans.enumerated() where rank(scan) < rank(reference) {
                let settings = scan.entry.model.differences(from: reference.entry.model)
                if settings.map(\.key) == ["probe.approximation"] { pairs.append((one, other)) }
            }
            guard let name = scan.entry.reference, let other = scans.firstIndex(where: { $0.entry.name == name }),
                !pairs.contains(where: { $0 == (one, other) })
            else { continue }
            pairs.append((one, other))
        }
        return pairs
    }

    private func comparison(
        _ scan: Scan, _ own: (beams: Beams, discs: DiscSums), _ other: Scan,
        _ reference: (beams: Beams, discs: DiscSums)
    ) throws -> ProbeComparison {
        let places = Dictionary(
            uniqueKeysWithValues: reference.discs.centres.enumerated().map { (place($1), $0) })
        // Windows differ in nothing that moves a disc, so every disc of one is there in the other.
        let pairs = own.discs.centres.enumerated().compactMap { disc, centre in
            places[place(centre)].map { (own: disc, reference: $0) }
        }
        var worst: [ProbeComparison.Disc] = []
        for pair in pairs {
            let differences = scan.rows.indices.map {
                abs(own.discs.sums[$0][pair.own] - reference.discs.sums[$0][pair.reference])
            }
            guard let position = differences.indices.max(by: { differences[$0] < differences[$1] }) else { continue }
            let centre = own.discs.centres[pair.own]
            worst.append(
                .init(
                    kx: centre.x, ky: centre.y, label: scan.label(centre.x, centre.y), share: scan.abundance[position],
                    intensity: own.discs.sums[position][pair.own],
                    reference: reference.discs.sums[position][pair.reference]))
        }
        worst.sort { abs($0.intensity - $0.reference) > abs($1.intensity - $1.reference) }
        let positions = scan.rows.indices.map { position -> ProbeComparison.Position in
            var (largest, square, all) = (0.0, 0.0, 0.0)
            for pair in pairs {
                let (a, b) = (
                    own.discs.sums[position][pair.own], reference.discs.sums[position][pair.reference]
                )
                largest = max(largest, abs(a - b))
                guard own.discs.centres[pair.own] != .zero else { continue }
                square += (a - b) * (a - b)
                all += b * b
            }
            return .init(
                index: scan.rows[position], share: scan.abundance[position], largest: largest,
                relative: all > 0 ? (square / all).squareRoot() : 0,
                moved: moved(
                    own.beams, row: scan.rows[position], reference.beams, row: other.rows[position],
                    radius: scan.model.conditions.discRadius))
        }
        return ProbeComparison(
            dataset: scan.entry.name, reference: other.entry.name,
            approximation: scan.model.probe.approximation.rawValue,
            referenceApproximation: other.model.probe.approximation.rawValue,
            precessionAngle: scan.model.precession.angle.value * 1000,
            semiAngle: scan.model.illumination.semiAngle.value * 1000,
            window: scan.model.probe.window.map(String.init).joined(separator: " × "),
            rim: scan.rim, positions: positions, worst: Array(worst.prefix(Self.listed)))
    }

    /// The half of what differs outside the direct beam's disc, as a share of what is there; nil on other points.
    private func moved(_ own: Beams, row: Int, _ reference: Beams, row other: Int, radius: Double) -> Double? {
        guard own.kx == reference.kx, own.ky == reference.ky else { return nil }
        var (difference, all) = (0.0, 0.0)
        for index in own.kx.indices
        where own.kx[index] * own.kx[index] + own.ky[index] * own.ky[index] >= radius * radius {
            let (a, b) = (Double(own.intensity[row, index]), Double(reference.intensity[other, index]))
            difference += abs(a - b)
            all += b
        }
        return all > 0 ? difference / 2 / all : nil
    }

    /// A disc by its place, in steps that rounding does not cross.
    private func place(_ centre: SIMD2<Double>) -> SIMD2<Int> {
        SIMD2(Int((centre.x * 1e5).rounded()), Int((centre.y * 1e5).rounded()))
    }
}
