internal import Arrays
package import Datasets
package import Records

/// Beam intensities of one dataset beside those of another at the same scan positions.
///
/// Beams are the same when kx and ky agree; one that only one of the two has counts as zero in the other.
package struct BeamComparison: Equatable {
    /// The largest |I - I_ref|; the incident beam is 1.
    package let largest: Double
    /// (Σ (I - I_ref)² / n)^½ over the n pairs of position and beam with I_ref above `threshold`.
    package let rms: Double
    package let worst: BeamDeviation.Place

    /// Beams that carry less than this share of the incident beam in the reference do not count for the rms.
    package static let threshold = 1e-4

    /// - Returns: nil when the scans differ in length or there are no beams.
    package init?(_ beams: Beams, reference: Beams) {
        guard beams.intensity.rows == reference.intensity.rows, !beams.kx.isEmpty, !reference.kx.isEmpty else {
            return nil
        }
        let here = Self.columns(of: beams)
        let there = Self.columns(of: reference)
        var worst = (difference: 0.0, beam: Beam(kx: 0, ky: 0), position: 0)
        var (sum, count) = (0.0, 0)
        for beam in Set(here.keys).union(there.keys).sorted() {
            for position in 0..<beams.intensity.rows {
                let found = here[beam].map { Double(beams.intensity[position, $0]) } ?? 0
                let expected = there[beam].map { Double(reference.intensity[position, $0]) } ?? 0
                let difference = abs(found - expected)
                if difference > worst.difference { worst = (difference, beam, position) }
                guard expected > Self.threshold else { continue }
                sum += difference * difference
                count += 1
            }
        }
        largest = worst.difference
        rms = count > 0 ? (sum / Double(count)).squareRoot() : 0
        self.worst = .init(
            position: worst.position, kx: Double(worst.beam.kx) * Beam.step, ky: Double(worst.beam.ky) * Beam.step)
    }

    /// A beam by its place, in steps that rounding does not cross and that no cell's beams come near.
    private struct Beam: Hashable, Comparable {
        static let step = 1e-5
        let kx: Int
        let ky: Int

        static func < (a: Self, b: Self) -> Bool { (a.ky, a.kx) < (b.ky, b.kx) }
    }

    private static func columns(of beams: Beams) -> [Beam: Int] {
        let keys = zip(beams.kx, beams.ky).map { kx, ky in
            Beam(kx: Int((kx / Beam.step).rounded()), ky: Int((ky / Beam.step).rounded()))
        }
        return Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
    }
}
