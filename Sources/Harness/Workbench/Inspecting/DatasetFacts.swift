internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials

extension Workbench {
    /// Shape, calibration and truth of a dataset.
    static func datasetFacts(_ url: URL) throws -> [Fact] {
        let dataset = try DatasetFile.read(url)
        let shape = dataset.shape
        let kind = try FileKind.detect(url)
        var facts = [
            Fact(name: "dataset", value: kind == .dataset ? dataset.name : "\(dataset.name), \(kind.rawValue)"),
            Fact(
                name: "shape",
                value:
                    "scan \(shape.scanY) × \(shape.scanX), detector \(shape.detectorY) × \(shape.detectorX), \(dataset.storage.rawValue)"
            ),
        ]
        for axis in dataset.calibration.axes {
            facts.append(
                Fact(
                    name: "axis \(axis.name)",
                    value: "step \(Significant.text(axis.scale, digits: 6)) \(axis.units), from "
                        + "\(Significant.text(axis.offset, digits: 6)) \(axis.units)"))
        }
        if let energy = dataset.calibration.beamEnergy { facts.append(Fact(name: "energy", value: "\(energy) kV")) }
        if let angle = dataset.calibration.precessionAngle {
            facts.append(Fact(name: "precession angle", value: "\(angle) mrad"))
        }
        if let truth = dataset.truth {
            for member in truth.members {
                let unique = member.reflections.filter { $0.kind == .unique }.count
                facts.append(
                    Fact(
                        name: "end member \(member.name)",
                        value: "\(member.reflections.count) reflections, \(unique) of them unique"))
            }
            facts += fieldFacts(truth)
        } else {
            facts.append(Fact(name: "truth", value: "none: metrics that need it cannot be had"))
        }
        if let beams = dataset.beams { facts.append(Fact(name: "beams", value: "\(beams.kx.count)")) }
        if let error = dataset.provenance.estimatedError {
            let parts = error.parts.sorted { $0.key < $1.key }.map {
                "\($0.key) \(Significant.text($0.value, digits: 2))"
            }
            facts.append(
                Fact(
                    name: "error bar",
                    value:
                        "\(Significant.text(error.total, digits: 2)) of the incident beam: \(parts.joined(separator: ", "))"
                ))
        }
        facts += dataset.provenance.digests.sorted { $0.key < $1.key }.map {
            Fact(name: "digest of \($0.key)", value: $0.value)
        }
        return facts + dataset.provenance.warnings.map { Fact(name: "warning", value: $0) }
    }

    /// The range of the thickness, where it is not the same everywhere, and of every field.
    private static func fieldFacts(_ truth: GroundTruth) -> [Fact] {
        let thickness = truth.thickness.map { $0.map { $0 / 10 } } ?? []
        let fields =
            (Set(thickness).count > 1 ? [("thickness", thickness, "nm")] : [])
            + truth.fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value, GroundTruth.fieldUnits[$0.key] ?? "") }
        return fields.compactMap { name, values, unit in
            guard let least = values.min(), let largest = values.max() else { return nil }
            return Fact(
                name: "truth's \(name)",
                value: "\(Significant.text(least, digits: 4)) to \(Significant.text(largest, digits: 4)) \(unit)")
        }
    }
}
