internal import Arrays
package import Datasets

/// The intensity in the disc about every beam of a pattern that is known point by point, each point counted once.
package struct DiscSums {
    /// The discs' centres, Å⁻¹.
    package let centres: [SIMD2<Double>]
    /// Position × disc.
    package let sums: [[Double]]

    /// What lies in the direct beam's disc is the direct beam's, however close another beam is: it outshines all of them. Where
    /// other discs overlap, a point is the nearest beam's.
    /// - Parameters:
    ///   - positions: which rows of the beams.
    ///   - radius: Å⁻¹.
    package init(_ beams: Beams, positions: [Int], centres: [SIMD2<Double>], radius: Double) {
        let limit = radius * radius * (1 - 1e-9)
        let direct = centres.firstIndex(of: .zero)
        let discs = zip(beams.kx, beams.ky).map { kx, ky -> Int? in
            func distance(_ disc: Int) -> Double {
                let way = SIMD2(kx, ky) - centres[disc]
                return (way * way).sum()
            }
            if let direct, distance(direct) < limit { return direct }
            return centres.indices.min { distance($0) < distance($1) }.flatMap { distance($0) < limit ? $0 : nil }
        }
        self.centres = centres
        sums = positions.map { position in
            var sums = [Double](repeating: 0, count: centres.count)
            for (point, disc) in discs.enumerated() {
                if let disc { sums[disc] += Double(beams.intensity[position, point]) }
            }
            return sums
        }
    }
}
