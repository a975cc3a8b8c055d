/// The beams that are kept: those within the detector's reach, sorted by ky, then kx.
public struct BeamSelection: Sendable, Equatable {
    /// Å⁻¹.
    public let kx: [Double]
    public let ky: [Double]
    /// Where each beam stands in a spectrum of `rows` × ny (see `SliceStepping.spectrum`).
    let offsets: [Int]

    /// - Parameters:
    ///   - rows: grid indices along x of the spectrum's rows.
    ///   - reach: largest |kx| and |ky|, Å⁻¹.
    init(grid: ReciprocalGrid, rows: [Int], reach: Double) {
        let (kx, ky) = (grid.kx, grid.ky)
        var beams: [(kx: Double, ky: Double, offset: Int)] = []
        for (row, x) in rows.enumerated() where abs(kx[x]) <= reach {
            for y in 0..<grid.ny where abs(ky[y]) <= reach { beams.append((kx[x], ky[y], row * grid.ny + y)) }
        }
        beams.sort { ($0.ky, $0.kx) < ($1.ky, $1.kx) }
        self.kx = beams.map(\.kx)
        self.ky = beams.map(\.ky)
        offsets = beams.map(\.offset)
    }

    public var count: Int { offsets.count }
}
