internal import Arrays
internal import Datasets

/// The intensity in the disc about every beam of a pattern that is known point by point.
struct DiscSums {
    /// The discs' centres, Å⁻¹.
    let centres: [SIMD2<Double>]
    /// Position × disc.
    let sums: [[Double]]

    /// - Parameters:
    ///   - positions: which rows of the beams.
    ///   - radius: Å⁻¹.
    init(_ beams: Beams, positions: [Int], centres: [SIMD2<Double>], radius: Double) {
        // A point belongs to every disc that it lies in: those of neighbours may overlap.
        let limit = radius * radius * (1 - 1e-9)
        let members = centres.map { centre in
            beams.kx.indices.filter { index in
                let way = SIMD2(beams.kx[index], beams.ky[index]) - centre
                return (way * way).sum() < limit
            }
        }
        self.centres = centres
        sums = positions.map { position in
            members.map { $0.reduce(0) { $0 + Double(beams.intensity[position, $1]) } }
        }
    }
}
