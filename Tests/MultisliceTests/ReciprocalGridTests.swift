import Arrays
import Formats
import Multislice
import Specimens
import TestSupport
import Testing

@Suite("Grids and band limits")
struct ReciprocalGridTests {
    @Test("frequencies are numpy's, for the reference's grid and for an odd one")
    func frequencies() throws {
        let bicrystal = try GaAsCase.bicrystal()
        let grid = try ReciprocalGrid(nx: 360, ny: 108, lengthX: bicrystal.cellX, lengthY: bicrystal.cellY)
        for (frequencies, name) in [(grid.kx, "kx"), (grid.ky, "ky")] {
            let stored = try Reference.array("multislice/bicrystal_311_float64.\(name).npy").values
            let kept = frequencies.filter { abs($0) <= 1.62 }
            try #require(kept.count == stored.count)
            for (ours, theirs) in zip(kept, stored) { #expect(abs(ours * 10 - theirs) < 1e-4) }
        }
        let odd = try ReciprocalGrid(nx: 9, ny: 8, lengthX: 1, lengthY: 2)
        #expect(odd.kx == [0, 1, 2, 3, 4, -4, -3, -2, -1])
        #expect(odd.ky == [0, 0.5, 1, 1.5, -2, -1.5, -1, -0.5])
    }

    @Test("sizes outside 8 to 8192 are refused", arguments: [(7, 64), (64, 7), (8193, 64), (-8, 8)])
    func badSizes(nx: Int, ny: Int) {
        #expect(throws: MultisliceError.badGrid(nx: nx, ny: ny)) {
            try ReciprocalGrid(nx: nx, ny: ny, lengthX: 10, lengthY: 10)
        }
    }

    @Test("automatic grids hold the band limit and have only the factors 2, 3 and 5")
    func automatic() throws {
        for length in stride(from: 3.9, to: 150, by: 7.3) {
            for bandLimit in [1, 2, 3, 4, 5.3] {
                let discretization = try Discretization(grid: .automatic, slicesPerUnit: 9, bandLimit: bandLimit)
                let (grid, limit) = try discretization.resolve(lengthX: length, lengthY: 11.9925)
                #expect(limit.frequency == bandLimit)
                #expect(grid.largestBandLimit >= bandLimit * (1 - 1e-12))
                for size in [grid.nx, grid.ny] {
                    let rest = [2, 3, 5].reduce(size) { rest, factor in
                        var rest = rest
                        while rest.isMultiple(of: factor) { rest /= factor }
                        return rest
                    }
                    #expect(rest == 1)
                }
            }
        }
    }

    @Test(
        "sizes to choose from are all products 4·2ᵃ·3ᵇ·5ᶜ up to a third more than is needed",
        arguments: [3, 97.2, 700, 4100])
    func smoothSizes(wanted: Double) {
        let smallest = max(8, Int(wanted.rounded(.up)))
        let largest = max(smallest + 8, smallest * 4 / 3)
        var products: Set<Int> = []
        for two in 2...13 {
            for three in 0...8 {
                for five in 0...5 {
                    let product = [(2, two), (3, three), (5, five)].reduce(1) { product, power in
                        (0..<power.1).reduce(product) { size, _ in size * power.0 }
                    }
                    if (smallest...largest).contains(product), product <= 8192 { products.insert(product) }
                }
            }
        }
        #expect(ReciprocalGrid.smoothSizes(from: wanted) == products.sorted())
    }

    @Test("automatic sizes follow the period that all slices share, where the smallest sizes could not")
    func sizesThatFollowAPeriod() throws {
        // 30 nm⁻¹ on 44 × 14 Å: 396 and 126 points at least, so 400 × 128 are the smallest; neither can be cut in three.
        let whole = try ReciprocalGrid.sizes(lengthX: 44, lengthY: 14, bandLimit: 3)
        let third = SharedPeriod(order: 3, shift: 1)
        let followed = try ReciprocalGrid.sizes(
            lengthX: 44, lengthY: 14, bandLimit: 3, periods: [third, .wholeCell])
        #expect(whole.nx >= 396 && whole.ny >= 126)
        #expect(followed.nx.isMultiple(of: 3) && followed.ny.isMultiple(of: 3))
        #expect(followed.nx >= 396 && followed.ny >= 126)
    }

    @Test("the band limit on an automatic grid is the one asked for, whichever sizes are fastest")
    func automaticBandLimit() throws {
        for length in [5.43, 16.2, 39.7745, 62.3] {
            let limit = try Discretization(grid: .automatic, slicesPerUnit: 9)
                .resolve(lengthX: length, lengthY: 11.9925).bandLimit
            #expect(limit.frequency == 3)
        }
    }

    @Test("a band limit that no grid can hold is refused", arguments: [100, 1e30, .infinity])
    func unreachable(bandLimit: Double) throws {
        let discretization = try Discretization(grid: .automatic, slicesPerUnit: 9, bandLimit: bandLimit)
        #expect(throws: MultisliceError.self) { try discretization.resolve(lengthX: 39.8, lengthY: 12) }
    }

    @Test("the bicrystal's automatic grid is 360 × 108 for 30 nm⁻¹, which is the default, and 480 × 144 for 40 nm⁻¹")
    func bicrystalGrid() throws {
        let bicrystal = try GaAsCase.bicrystal()
        for (bandLimit, nx, ny) in [(nil, 360, 108), (3, 360, 108), (4, 480, 144)] as [(Double?, Int, Int)] {
            let (grid, _) = try Discretization(grid: .automatic, slicesPerUnit: 9, bandLimit: bandLimit)
                .resolve(lengthX: bicrystal.cellX, lengthY: bicrystal.cellY)
            #expect((grid.nx, grid.ny) == (nx, ny))
        }
    }

    @Test("a band limit beyond two thirds of the Nyquist frequency is refused")
    func bandLimitBeyondGrid() throws {
        // 64 points on 16 Å: Nyquist 2 Å⁻¹.
        let possible = 4.0 / 3
        let fits = try Discretization(grid: .fixed(nx: 64, ny: 64), slicesPerUnit: 1, bandLimit: possible)
        #expect(try fits.resolve(lengthX: 16, lengthY: 16).bandLimit.frequency == possible)
        let tooLarge = try Discretization(grid: .fixed(nx: 64, ny: 64), slicesPerUnit: 1, bandLimit: 1.34)
        #expect(throws: MultisliceError.self) { try tooLarge.resolve(lengthX: 16, lengthY: 16) }
        for bandLimit in [0, -1, Double.nan] {
            #expect(throws: MultisliceError.self) {
                try Discretization(grid: .automatic, slicesPerUnit: 1, bandLimit: bandLimit)
            }
        }
        #expect(throws: MultisliceError.badSliceCount(0)) { try Discretization(grid: .automatic, slicesPerUnit: 0) }
    }

    @Test("a frequency on the band limit is outside it, whichever way it was rounded")
    func edge() throws {
        // With some of these the square of the frequency comes out below that of the limit, with some above.
        for length in [0.73, 1, 1.29, 2.87, 4.27, 5.45, 8.17, 39.7745] {
            for nx in [12, 24, 60, 96, 120] {
                // Two thirds of the Nyquist frequency is the frequency nx/3.
                let grid = try ReciprocalGrid(nx: nx, ny: 8, lengthX: length, lengthY: length * 8 / Double(nx))
                let step = try FFTWSliceStep<Float>(
                    grid: grid, bandLimit: BandLimit(grid.largestBandLimit), effort: .estimate)
                let inside = (0..<nx).filter { min($0, nx - $0) < nx / 3 }
                #expect(step.rows == inside, "\(nx) points on \(length) Å")
            }
        }
    }
}
