import Arrays
import Datasets

extension Reflection.Kind {
    /// Unique when a member's disc sum is more than ten times that of every other member.
    init(own: Double, others: [Double]) {
        self = others.allSatisfy { own > 10 * $0 } ? .unique : .shared
    }
}

extension Scan {
    /// Reflections of one member: its beams above `threshold` of the incident beam, without the direct beam.
    ///
    /// - Parameters:
    ///   - spots: of every member, after the point spread alone; they decide what is unique, so a background does not.
    ///   - pattern: of the member, in counts, in which the intensities are read.
    ///   - sampledRadius: of the discs whose points the beams are, Å⁻¹; nil where each beam is a reflection of its own.
    func reflections(
        of member: Int, on detector: Detector, apertures: ReflectionApertures, threshold: Double,
        spots: [[Float]], pattern: [Float], sampledRadius: Double? = nil
    ) -> [Reflection] {
        let intensity = beams.intensity.mean(of: purePositions(of: member))
        let others = members.indices.filter { $0 != member }
        let rows = detector.rows
        let columns = detector.columns
        let hidden = detector.directBeam == .mask ? apertures.directBeam : 0
        return beams.kx.indices.compactMap { beam in
            // Of points of discs only the middle of one that the member has.
            guard sampledRadius == nil || !label(of: beam, in: members[member]).isEmpty,
                self.intensity(of: beam, in: intensity, radius: sampledRadius) > threshold
            else { return nil }
            let (y, x) = detector.position(ky: beams.ky[beam], kx: beams.kx[beam])
            let dy = y - detector.centerY
            let dx = x - detector.centerX
            let distance = (dy * dy + dx * dx).squareRoot()
            guard detector.contains(y: y, x: x), distance > 1e-6, distance > hidden else { return nil }
            let pixels = discPixels(y: y, x: x, radius: apertures.disc, rows: rows, columns: columns)
            return Reflection(
                y: y, x: x, intensity: sum(of: pattern, over: pixels),
                kind: Reflection.Kind(
                    own: sum(of: spots[member], over: pixels), others: others.map { sum(of: spots[$0], over: pixels) }),
                label: label(of: beam, in: members[member]))
        }
    }

    /// What is in a beam, or in the disc about it.
    private func intensity(of beam: Int, in intensities: [Float], radius: Double?) -> Double {
        guard let radius else { return Double(intensities[beam]) }
        return beams.kx.indices.reduce(0) { sum, other in
            let (dx, dy) = (beams.kx[other] - beams.kx[beam], beams.ky[other] - beams.ky[beam])
            return dx * dx + dy * dy < radius * radius ? sum + Double(intensities[other]) : sum
        }
    }

    /// "2 -2 0" for member A out of "A 2 -2 0, B 0 2 2"; empty where the member lacks the beam.
    private func label(of beam: Int, in member: String) -> String {
        let parts = beams.labels[beam].split(separator: ",")
        for part in parts {
            let words = part.split(separator: " ")
            if words.first.map(String.init) == member { return words.dropFirst().joined(separator: " ") }
        }
        return ""
    }
}
