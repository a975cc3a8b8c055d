internal import Glibc
internal import Quantities

/// The rectangular cells that oriented lattices share when they may be strained a little.
struct StrainedCellSearch {
    private let lattices: [Lattice]
    private let bound: Double

    init(_ lattices: [Lattice], bound: Double) {
        self.lattices = lattices
        self.bound = bound
    }

    /// The largest strain that is looked at; beyond it the crystal is another one.
    static let largest = 0.1

    /// One vector of each lattice that becomes a side of this length.
    private struct Side {
        let length: Double
        let vectors: [SIMD3<Double>]
        let misfit: Double
    }

    /// The cell of the smallest area, then of the shortest periods, in which no lattice is strained by more than `limit`.
    func smallest(within limit: Double) -> RectangularCell? {
        let (x, y, depths) = candidates(limit)
        let pairs = x.flatMap { x in y.map { y in (x, y) } }.sorted { a, b in
            a.0.length * a.1.length < b.0.length * b.1.length
        }
        for (x, y) in pairs {
            let cell = cell(x, y, depths, where: { $0.first { $0.strain <= limit } })
            if let cell = cell?.matchingDepths(within: limit, upTo: bound) { return cell }
        }
        return nil
    }

    /// The cell with the least strain.
    func leastStrained() -> RectangularCell? {
        let (x, y, depths) = candidates(Self.largest)
        var best: RectangularCell?
        for x in x {
            for y in y {
                let cell = cell(x, y, depths, where: { fits in fits.min { $0.strain < $1.strain } })
                guard let cell, cell.strain < min(best?.strain ?? .infinity, Self.largest.nextUp),
                    let cell = cell.matchingDepths(within: nil, upTo: bound), cell.strain <= Self.largest
                else { continue }
                if cell.strain < best?.strain ?? .infinity { best = cell }
            }
        }
        return best
    }

    /// What to write in `strain`, as text: the least strain and, where that makes a large cell, a strain that makes a small one.
    func offer(beyond stated: Fraction?) -> String? {
        guard let least = leastStrained() else { return nil }
        var offers = ["beam.strain: " + Self.describe(least)]
        let other = [0.01, 0.02, 0.05].lazy.compactMap { smallest(within: $0) }.first
        if let other, other.x * other.y < least.x * least.y / 2, other.strain > stated?.value ?? 0 {
            offers.append(Self.describe(other))
        }
        return offers.joined(separator: ", or ")
    }

    private static func describe(_ cell: RectangularCell) -> String {
        let sides = [cell.x, cell.y].map { "\(($0 * 10).rounded() / 100)" }.joined(separator: " × ")
        return "\"\(percent(cell.strain, .up)) %\" makes one of \(sides) nm"
    }

    private func cell(
        _ x: Side, _ y: Side, _ depths: [[Side]], where choose: ([RectangularCell.Fit]) -> RectangularCell.Fit?
    ) -> RectangularCell? {
        var fits: [RectangularCell.Fit] = []
        for (index, depths) in depths.enumerated() {
            let found = depths.compactMap { depth -> RectangularCell.Fit? in
                let old = Matrix3(columns: x.vectors[index], y.vectors[index], depth.vectors[0])
                guard abs(old.determinant) > 1e-6 else { return nil }
                let new = Matrix3(columns: [x.length, 0, 0], [0, y.length, 0], [0, 0, depth.length])
                let deformation = new * old.inverse
                let strain = deformation.minusIdentity.largestSingularValue
                // What is rounding and not strain leaves the crystal as it is.
                return strain < 1e-9
                    ? .init(depth: depth.length, deformation: .identity, strain: 0)
                    : .init(depth: depth.length, deformation: deformation, strain: strain)
            }
            guard let fit = choose(found) else { return nil }
            fits.append(fit)
        }
        return RectangularCell(x: x.length, y: y.length, crystals: fits)
    }

    private func candidates(_ limit: Double) -> (x: [Side], y: [Side], depths: [[Side]]) {
        (
            sides(lattices, along: [1, 0, 0], limit), sides(lattices, along: [0, 1, 0], limit),
            lattices.map { sides([$0], along: [0, 0, 1], limit) }
        )
    }

    /// The sides along an axis, by length, each with less misfit than all the shorter ones.
    private func sides(_ lattices: [Lattice], along axis: SIMD3<Double>, _ limit: Double) -> [Side] {
        var sides: [Side] = []
        // The misfit refers to the strained length, the strain to the length before it.
        let widened = limit / (1 - limit)
        for period in lattices[0].nearPeriods(along: axis, upTo: bound, misfit: widened) {
            let target = axis * period.length
            let vectors = [period.vector] + lattices.dropFirst().map { $0.vector(nearest: target) }
            let misfit = vectors.map { norm($0 - target) }.max().map { $0 / period.length } ?? 0
            guard misfit <= widened, misfit < (sides.last?.misfit ?? .infinity) - 1e-9 else { continue }
            sides.append(Side(length: period.length, vectors: vectors, misfit: misfit))
        }
        return sides
    }
}

extension RectangularCell {
    /// The largest strain of a crystal.
    var strain: Double { crystals.map(\.strain).max() ?? 0 }
}

/// A fraction in percent with three digits, rounded so that it can be written as a limit.
func percent(_ fraction: Double, _ rule: FloatingPointRoundingRule = .toNearestOrEven) -> String {
    guard fraction > 0 else { return "0" }
    let scale = pow(10, 2 - log10(fraction * 100).rounded(.down))
    return "\((fraction * 100 * scale).rounded(rule) / scale)"
}
