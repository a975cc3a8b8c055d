import Datasets
import Records

/// Datasets that differ in one setting only, such as the precession angle: "bicrystal-0mrad", "bicrystal-10mrad", ...
struct DatasetFamily {
    /// The names without what differs: "bicrystal", "bicrystal-28nm".
    let key: String
    /// By precession angle, else in the record's order.
    let scans: [LineScan]

    /// Whether the members differ in precession angle.
    var isAngleSeries: Bool { Set(scans.map(\.precessionAngle)).count > 1 }

    /// The line scans of a run, grouped; families in the order of their first dataset. The datasets of a sweep, and those
    /// that no method ran on, have sections of their own.
    static func all(_ input: ReportInput) -> [DatasetFamily] {
        var keys: [String] = []
        var members: [String: [LineScan]] = [:]
        for entry in input.record.datasets where !input.isStudied(entry) {
            guard let scan = input.datasets[entry.name].flatMap(KnownDataset.init).flatMap(LineScan.init) else {
                continue
            }
            let key = Self.key(entry.name)
            if members[key] == nil { keys.append(key) }
            members[key, default: []].append(scan)
        }
        return keys.map { key in
            let scans = members[key] ?? []
            let sorted = scans.enumerated().sorted {
                ($0.element.precessionAngle, $0.offset) < ($1.element.precessionAngle, $1.offset)
            }
            return DatasetFamily(key: key, scans: sorted.map(\.element))
        }
    }

    /// The name without its parts that are an angle ("10mrad") or a plain number at the end ("fig5-15").
    static func key(_ name: String) -> String {
        var parts = name.split(separator: "-").filter { part in
            !(part.hasSuffix("mrad") && part.dropLast(4).allSatisfy { $0.isNumber || $0 == "." })
        }
        while parts.count > 1, let last = parts.last, last.allSatisfy(\.isNumber) { parts.removeLast() }
        return parts.isEmpty ? name : parts.joined(separator: "-")
    }

    /// Whether this family varies `other`: its key goes on where the other's ends.
    func isVariant(of other: DatasetFamily) -> Bool { key.hasPrefix(other.key + "-") }
}

extension LineScan {
    /// mrad; -1 for models without physics, so that they sort first.
    var precessionAngle: Double { dataset.calibration.precessionAngle ?? -1 }
}
