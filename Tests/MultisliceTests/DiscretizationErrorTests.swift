import Multislice
import Quantities
import Testing

@Suite struct DiscretizationErrorTests {
    private func error(
        slice: Double = 37.4997 / 9, limit: Double = 3, angle: Double = 0, azimuths: Int = 1, thickness: Double = 562.5,
        precision: Discretization.Precision = .single
    ) throws -> DiscretizationError? {
        DiscretizationError(
            sliceThickness: slice, bandLimit: limit, precessionAngle: try Angle(angle, "mrad"), azimuths: azimuths,
            thickness: thickness, precision: precision)
    }

    @Test func `Nine slices a unit err by the 0.008 that an independent calculation found in the worst beam`() throws {
        let slices = try #require(try error()).slices
        #expect(abs(slices - 0.008) < 0.0005)
    }

    @Test(arguments: [
        (20.0, 100, 4e-3), (10, 100, 1e-4), (10, 50, 2.5e-3), (20, 50, 0.057), (10, 25, 0.035), (20, 25, 0.21),
    ])
    func `Too few azimuths err by no more than an independent calculation found of the diffracted intensity`(
        _ angle: Double, _ azimuths: Int, _ found: Double
    ) throws {
        let error = try #require(try error(angle: angle, azimuths: azimuths)).azimuths
        // A beam of the scan carries a part of what is diffracted, so the largest deviation is smaller, but not by far.
        #expect(error <= found && error >= found / 50, "\(error)")
    }

    @Test func `Finer settings never err more`() throws {
        var last = Double.infinity
        for count in 5...60 {
            let total = try #require(try error(slice: 37.4997 / Double(count))).total
            #expect(total <= last)
            last = total
        }
        last = .infinity
        for azimuths in stride(from: 26, through: 400, by: 17) {
            let total = try #require(try error(angle: 20, azimuths: azimuths)).total
            #expect(total <= last)
            last = total
        }
    }

    @Test func `Nothing is said outside the range that was measured`() throws {
        #expect(try error(slice: 9) == nil)
        #expect(try error(limit: 1.5) == nil)
        #expect(try error(angle: 20, azimuths: 10) == nil)
        #expect(try error(thickness: 1000) == nil)
    }
}
