public import Quantities

/// A square lattice of spots at origin + spacing · (i, j), i and j in a range.
public struct SpotLattice: Hashable, Sendable {
    public let spacing: PixelLength
    /// The site (0, 0), pixels; (0, 0) is the centre of the first pixel.
    public let originY: Double
    public let originX: Double
    /// i, along detector y, and j, along detector x.
    public let range: ClosedRange<Int>
    public let sites: Sites

    /// Which sites of the lattice have a spot.
    public enum Sites: String, Hashable, Sendable, CaseIterable {
        case all
        /// Those with an even i + j, like the squares of one colour on a checkerboard.
        case checkerboard
    }

    /// - Throws: `DetectionError.outOfRange` for a spacing outside 0 to 8192 px, an origin beyond ±1e5 px or indices beyond ±1000.
    public init(
        spacing: PixelLength, originY: Double, originX: Double, range: ClosedRange<Int>, sites: Sites = .all
    ) throws(DetectionError) {
        guard spacing.value > 0, spacing.value <= 8192 else {
            throw .outOfRange(key: "lattice.spacing", value: "\(spacing)", allowed: "more than 0 and up to 8192 px")
        }
        guard abs(originY) <= 1e5, abs(originX) <= 1e5 else {
            throw .outOfRange(key: "lattice.origin", value: "[\(originY), \(originX)]", allowed: "up to 100000 px")
        }
        guard range.lowerBound >= -1000, range.upperBound <= 1000 else {
            throw .outOfRange(
                key: "lattice.range", value: "[\(range.lowerBound), \(range.upperBound)]", allowed: "-1000 to 1000")
        }
        self.spacing = spacing
        self.originY = originY
        self.originX = originX
        self.range = range
        self.sites = sites
    }

    /// Spot positions, pixels.
    var points: [(y: Double, x: Double)] {
        range.flatMap { i in
            range.filter { j in sites == .all || (i + j).isMultiple(of: 2) }.map { j in
                (originY + spacing.value * Double(i), originX + spacing.value * Double(j))
            }
        }
    }
}
