import Arrays

/// X and W cut into tiles of 256 pixels, each contiguous, so that the two kernels of a sweep find a tile in cache.
///
/// Pixels beyond the last are zero in X and W, and stay so. Distinct tiles may be worked on at the same time.
final class PixelTiles: @unchecked Sendable {
    private static let width = 256

    let count: Int
    private let rows: Int
    private let rank: Int
    /// Tile, row, pixel.
    private let x: UnsafeMutableBufferPointer<SIMD8<Float>>
    /// Tile, component, pixel.
    private let w: UnsafeMutableBufferPointer<SIMD8<Double>>
    private static let lanes = width / 8

    init(_ values: Matrix<Float>, w patterns: Matrix<Double>) {
        count = (values.columns + Self.width - 1) / Self.width
        rows = values.rows
        rank = patterns.rows
        x = .allocate(capacity: count * rows * Self.lanes)
        x.initialize(repeating: .zero)
        w = .allocate(capacity: count * rank * Self.lanes)
        w.initialize(repeating: .zero)
        for d in 0..<rows {
            for c in 0..<values.columns {
                let (tile, pixel) = c.quotientAndRemainder(dividingBy: Self.width)
                x[(tile * rows + d) * Self.lanes + pixel / 8][pixel % 8] = values[d, c]
            }
        }
        for t in 0..<rank {
            for c in 0..<values.columns {
                let (tile, pixel) = c.quotientAndRemainder(dividingBy: Self.width)
                w[(tile * rank + t) * Self.lanes + pixel / 8][pixel % 8] = patterns[t, c]
            }
        }
    }

    deinit {
        x.deallocate()
        w.deallocate()
    }

    /// Component × pixel.
    func w(pixels: Int) -> Matrix<Double> {
        var result = Matrix<Double>(rows: rank, columns: pixels)
        for t in 0..<rank {
            for c in 0..<pixels {
                let (tile, pixel) = c.quotientAndRemainder(dividingBy: Self.width)
                result[t, c] = w[(tile * rank + t) * Self.lanes + pixel / 8][pixel % 8]
            }
        }
        return result
    }

    /// Updates W in a tile; returns Σ|projected gradient|.
    func updateW(_ tile: Int, weightedZ z: [Double], ztz: [Double], rank: Int) -> Double {
        let lanes = Self.lanes
        guard let xTile = x.baseAddress?.advanced(by: tile * rows * lanes),
            let wTile = w.baseAddress?.advanced(by: tile * rank * lanes)
        else { return 0 }
        return withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: rank) { ztx in
            guard let ztx = ztx.baseAddress else { return 0 }
            var violation = SIMD8<Double>.zero
            for lane in 0..<lanes {
                z.withUnsafeBufferPointer { z in
                    for t in stride(from: 0, to: rank, by: 2) {
                        let pair = t + 1 < rank ? 1 : 0
                        var (a, b) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
                        for d in 0..<rows {
                            let value = SIMD8<Double>(xTile[d * lanes + lane])
                            a += value * z[d * rank + t]
                            b += value * z[d * rank + t + pair]
                        }
                        (ztx[t], ztx[t + pair]) = (a, a)
                        if pair == 1 { ztx[t + 1] = b }
                    }
                }
                for t in 0..<rank {
                    var g = -ztx[t]
                    for s in 0..<rank { g += wTile[s * lanes + lane] * ztz[t * rank + s] }
                    let old = wTile[t * lanes + lane]
                    let size = g.magnitude
                    // At zero only a negative gradient counts: |min(0, g)| = (|g| − g)/2.
                    violation += size.replacing(with: 0.5 * (size - g), where: old .== .zero)
                    let curvature = ztz[t * rank + t]
                    if curvature > 0 {
                        let next = old - g / curvature
                        // max(0, x) = (|x| + x)/2, exactly.
                        wTile[t * lanes + lane] = 0.5 * (next.magnitude + next)
                    }
                }
            }
            return violation.sum()
        }
    }

    /// Adds a tile's part of X·Wᵀ and W·Wᵀ.
    func accumulate(_ tile: Int, into sums: inout TileSums) {
        let lanes = Self.lanes
        guard let xTile = x.baseAddress?.advanced(by: tile * rows * lanes),
            let wTile = w.baseAddress?.advanced(by: tile * rank * lanes)
        else { return }
        sums.xwt.withUnsafeMutableBufferPointer { xwt in
            for t in stride(from: 0, to: rank, by: 2) {
                let pair = t + 1 < rank ? 1 : 0
                let (w0, w1) = (wTile + t * lanes, wTile + (t + pair) * lanes)
                for d in 0..<rows {
                    let row = xTile + d * lanes
                    var (a, b) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
                    for lane in 0..<lanes {
                        let value = SIMD8<Double>(row[lane])
                        a += value * w0[lane]
                        b += value * w1[lane]
                    }
                    xwt[d * rank + t] += a.sum()
                    if pair == 1 { xwt[d * rank + t + 1] += b.sum() }
                }
            }
        }
        for t in 0..<rank {
            for s in 0...t {
                var a = SIMD8<Double>.zero
                for lane in 0..<lanes { a += wTile[t * lanes + lane] * wTile[s * lanes + lane] }
                let sum = a.sum()
                sums.wwt[t * rank + s] += sum
                if s != t { sums.wwt[s * rank + t] += sum }
            }
        }
    }
}

extension SIMD8<Double> {
    /// |x| in each lane: vector instructions, where `pointwiseMax` goes lane by lane.
    fileprivate var magnitude: Self {
        let bits = unsafeBitCast(self, to: SIMD8<UInt64>.self)
        let withoutSign = bits & SIMD8<UInt64>(repeating: 0x7fff_ffff_ffff_ffff)
        return unsafeBitCast(withoutSign, to: SIMD8<Double>.self)
    }
}
