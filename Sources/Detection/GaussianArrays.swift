public import Arrays
import Glibc
public import Quantities

/// Two patterns of Gaussian spots and their linear mixture along a line, as in Figs. 5 and 6 of Martineau et al. 2019.
public struct GaussianArrays: Hashable, Sendable {
    /// Pixels along detector y, then detector x.
    public let pixels: [Int]
    /// Standard deviation of a spot.
    public let sigma: PixelLength
    /// A spot is zero from this radius on.
    public let cutoff: PixelLength
    /// The end member that the scan begins with, and the one that it ends with.
    public let first: Member
    public let last: Member
    /// Pure positions at each end of the scan.
    public let pure: Int
    /// Mixed positions between them.
    public let mixed: Int
    /// How often the line is scanned: the number of lines.
    public private(set) var lines: Int
    /// Mean counts where a pattern is 1, with Poisson noise; nil for numbers without noise.
    public let counts: Double?
    /// A uniform background, as a share of the brightest pixel; it belongs to the end members' patterns too.
    public let background: Fraction?

    /// An end member: a name and where its spots are.
    public struct Member: Hashable, Sendable {
        public let name: String
        public let lattice: SpotLattice

        public init(name: String, lattice: SpotLattice) {
            self.name = name
            self.lattice = lattice
        }
    }

    /// - Throws: `DetectionError.outOfRange` naming the key.
    public init(
        pixels: [Int], sigma: PixelLength, cutoff: PixelLength, from first: Member, to last: Member, pure: Int,
        mixed: Int, lines: Int = 1, counts: Double? = nil, background: Fraction? = nil
    ) throws(DetectionError) {
        guard pixels.count == 2, pixels.allSatisfy({ (8...8192).contains($0) }) else {
            throw .outOfRange(
                key: "pixels", value: "\(pixels)", allowed: "two numbers from 8 to 8192, such as [64, 64]")
        }
        guard sigma.value > 0 else {
            throw .outOfRange(key: "sigma", value: "\(sigma)", allowed: "more than 0 px")
        }
        guard (0.5...8192).contains(cutoff.value) else {
            throw .outOfRange(key: "cut-off", value: "\(cutoff)", allowed: "0.5 to 8192 px")
        }
        guard (1...100_000).contains(pure) else {
            throw .outOfRange(key: "scan.pure", value: "\(pure)", allowed: "1 to 100000 positions a side")
        }
        guard (0...100_000).contains(mixed) else {
            throw .outOfRange(key: "scan.mixed", value: "\(mixed)", allowed: "0 to 100000 positions")
        }
        guard (1...100_000).contains(lines) else {
            throw .outOfRange(key: "scan.lines", value: "\(lines)", allowed: "1 to 100000 lines")
        }
        if let counts, !(counts > 0 && counts <= 10_000) {
            throw .outOfRange(key: "counts", value: "\(counts)", allowed: "more than 0, up to 10000")
        }
        if let background, !(0...10).contains(background.value) {
            throw .outOfRange(key: "background", value: "\(background)", allowed: "0 to 1000 %")
        }
        self.pixels = pixels
        self.sigma = sigma
        self.cutoff = cutoff
        self.first = first
        self.last = last
        self.pure = pure
        self.mixed = mixed
        self.lines = lines
        self.counts = counts
        self.background = background
    }

    /// The same in so many lines, at least one.
    package func scanned(lines: Int) -> GaussianArrays {
        var scanned = self
        scanned.lines = max(1, lines)
        return scanned
    }

    /// What the background adds to every pixel of patterns of unit amplitude.
    var backgroundLevel: Double { (background?.value ?? 0) * (patterns().elements.max() ?? 0) }

    public var members: [Member] { [first, last] }

    /// The pixel in the middle, where a direct beam would fall.
    public var centerY: Int { pixels[0] / 2 }
    public var centerX: Int { pixels[1] / 2 }

    /// Member × pixel: Σ exp(-r²/2σ²) over the spots with r < cutoff.
    public func patterns() -> Matrix<Double> {
        var result = Matrix<Double>(rows: 2, columns: pixels[0] * pixels[1])
        let radius = cutoff.value
        for (index, member) in members.enumerated() {
            for point in member.lattice.points {
                for pixel in discPixels(y: point.y, x: point.x, radius: radius, rows: pixels[0], columns: pixels[1]) {
                    let dy = Double(pixel / pixels[1]) - point.y
                    let dx = Double(pixel % pixels[1]) - point.x
                    let square = dy * dy + dx * dx
                    if square < radius * radius {
                        result[index, pixel] += exp(-square / (2 * sigma.value * sigma.value))
                    }
                }
            }
        }
        return result
    }

    /// Member × position: the first falls linearly from 1 to 0 across the mixed positions, 1 - j/(mixed + 1); the last
    /// is the rest.
    public func abundances() -> Matrix<Double> {
        let steps = (0..<mixed).map { 1 - Double($0 + 1) / Double(mixed + 1) }
        let share = [Double](repeating: 1, count: pure) + steps + [Double](repeating: 0, count: pure)
        return Matrix([share, share.map { 1 - $0 }])
    }
}
