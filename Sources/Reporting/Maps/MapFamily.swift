import Datasets
import Records

/// Scans in two dimensions that differ in the precession angle only: "wire-0mrad", "wire-9mrad", "wire-35mrad".
struct MapFamily {
    /// The names without what differs, as in `DatasetFamily`.
    let key: String
    /// By precession angle, else in the record's order.
    let scans: [MapScan]

    /// The families of a run, in the order of their first scan. Of scans that differ in the seed of their noise the first
    /// stands for all; those of a sweep have a section of their own.
    static func all(_ input: ReportInput) -> [MapFamily] {
        var keys: [String] = []
        var members: [String: [MapScan]] = [:]
        var series: Set<String> = []
        for entry in input.record.datasets where input.record.methodStudy == nil && entry.place == nil {
            guard entry.repetition != nil || !input.isStudied(entry),
                let known = input.datasets[entry.name].flatMap(KnownDataset.init)
            else { continue }
            let name = entry.repetition?.series ?? entry.name
            guard let scan = MapScan(known, series: name), series.insert(name).inserted else { continue }
            let key = DatasetFamily.key(name)
            if members[key] == nil { keys.append(key) }
            members[key, default: []].append(scan)
        }
        return keys.map { key in
            let sorted = (members[key] ?? []).enumerated().sorted {
                ($0.element.precessionAngle, $0.offset) < ($1.element.precessionAngle, $1.offset)
            }
            return MapFamily(key: key, scans: sorted.map(\.element))
        }
    }

    /// What the page may grow to before scans are shown in short.
    private static let allowance = 3_000_000

    /// Of each family the scree plots together and the scan with the largest precession angle in full; the others in short,
    /// as are all of a family that varies another, and what would make the page too large.
    ///
    /// - Parameter before: bytes that the page's other figures take.
    static func figures(of families: [MapFamily], _ index: RecordIndex, before: Int) throws -> HTML {
        var result: HTML = .empty
        for family in families {
            let isVariant = families.contains { family.key.hasPrefix($0.key + "-") }
            result += AngleScree(index: index, scans: family.scans).html
            for (order, scan) in family.scans.enumerated().reversed() {
                let figure = MapFigure(index: index, scan: scan)
                let whole = try order == family.scans.count - 1 && !isVariant ? figure.html() : nil
                if let whole, before + result.text.utf8.count + whole.text.utf8.count < allowance {
                    result += whole
                    continue
                }
                let short = try figure.compact()
                result +=
                    before + result.text.utf8.count + short.text.utf8.count < allowance
                    ? short
                    : """
                    <section class="dataset" id="data-\(slug(scan.series))"><h3>\(index.datasetTitle(scan.series))</h3>
                    <p class="note">The figures of \(scan.name) are left out to keep this page small.</p></section>

                    """
            }
        }
        return result
    }
}
