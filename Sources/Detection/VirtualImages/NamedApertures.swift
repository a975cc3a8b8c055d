public import Datasets

/// Apertures that the truth of a simulated dataset places: on the direct beam, and on reflections by their names.
extension VirtualAperture {
    /// The disc of the direct beam.
    ///
    /// - Parameter radius: pixels; the truth's when nil.
    public static func brightField(of truth: GroundTruth, radius: Double? = nil) -> VirtualAperture {
        let apertures = truth.apertures
        return VirtualAperture(
            name: "bright field", kind: .brightField,
            discs: [Disc(y: apertures.centerY, x: apertures.centerX, radius: radius ?? apertures.directBeam)])
    }

    /// Bright field, and one dark field for each end member with reflections that only it has.
    public static func standard(of truth: GroundTruth, radius: Double? = nil) -> [VirtualAperture] {
        [brightField(of: truth, radius: radius)]
            + truth.members.compactMap { member in
                let own = member.reflections.filter { $0.kind == .unique }
                guard !own.isEmpty else { return nil }
                return VirtualAperture(
                    name: member.name, kind: .darkField, discs: own.map { $0.disc(radius ?? truth.apertures.disc) })
            }
    }

    /// Reflections by their names: "A 2 -2 0" is one, "A 1 -1 1 + A -1 1 -1" the sum of two, "A" all that only A has.
    ///
    /// - Parameter radius: of the discs, pixels; the truth's when nil.
    /// - Throws: `DetectionError.badAperture` for an end member or a reflection that is not there.
    public static func darkField(
        _ text: String, of truth: GroundTruth, radius: Double? = nil
    ) throws(DetectionError) -> VirtualAperture {
        var discs: [Disc] = []
        for part in text.split(separator: "+") {
            for reflection in try reflections(String(part), of: truth) {
                discs.append(reflection.disc(radius ?? truth.apertures.disc))
            }
        }
        guard !discs.isEmpty else {
            throw .badAperture(
                problem: "no reflection is named", mend: "write end member and indices, as in \(example(truth))")
        }
        return VirtualAperture(name: text, kind: .darkField, discs: discs)
    }

    private static func reflections(_ text: String, of truth: GroundTruth) throws(DetectionError) -> [Reflection] {
        let words = text.split { $0.isWhitespace || $0 == "," }.map(String.init)
        guard let member = truth.members.first(where: { $0.name == words.first }) else {
            throw .badAperture(
                problem: "there is no end member \"\(words.first ?? "")\"",
                mend: "use one of \(truth.members.map(\.name).joined(separator: ", ")), as in \(example(truth))")
        }
        let indices = words.dropFirst().joined(separator: " ")
        let found = member.reflections.filter { indices.isEmpty ? $0.kind == .unique : $0.label == indices }
        if !found.isEmpty { return found }
        guard !indices.isEmpty else {
            throw .badAperture(
                problem: "\(member.name) has no reflection of its own",
                mend: "name one of its reflections by its indices")
        }
        let known = member.reflections.filter { !$0.label.isEmpty }.sorted { $0.intensity > $1.intensity }
        let strongest = known.prefix(8).map { "\(member.name) \($0.label)" }.joined(separator: ", ")
        throw .badAperture(
            problem: "\(member.name) has no reflection \(indices) on the detector",
            mend: strongest.isEmpty
                ? "its reflections bear no indices: give a centre and a radius" : "its strongest are \(strongest)")
    }

    private static func example(_ truth: GroundTruth) -> String {
        let reflections = truth.members.lazy.compactMap { member in
            member.reflections.filter { !$0.label.isEmpty }.max { $0.intensity < $1.intensity }
                .map { "\"\(member.name) \($0.label)\"" }
        }
        return reflections.first ?? "\"A 2 -2 0\""
    }
}

extension Reflection {
    fileprivate func disc(_ radius: Double) -> VirtualAperture.Disc {
        VirtualAperture.Disc(y: y, x: x, radius: radius)
    }
}
