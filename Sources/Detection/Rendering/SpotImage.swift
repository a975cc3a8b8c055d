import Glibc

/// The image of a beam as a function of the distance from its centre: the point spread convolved with the uniform
/// disc of a convergent beam, per px².
struct SpotImage: Sendable {
    /// Beyond this distance the image is zero, pixels.
    let reach: Double
    /// Radius of a disc that has no point spread; its pixels are covered exactly.
    private let bareRadius: Double
    /// Steps of the table a pixel, and the image at distances (i - 1)/density.
    private let density: Double
    private let table: [Double]

    /// - Parameter discRadius: pixels, 0 for a parallel beam.
    init(_ psf: PointSpread, discRadius: Double) {
        // Under one pixel a point spread does less than the pixels themselves.
        guard psf.fwhm >= 1 || discRadius == 0 else {
            reach = discRadius + 0.75
            bareRadius = discRadius
            density = 1
            table = []
            return
        }
        reach = discRadius + psf.reach
        bareRadius = 0
        let density = 32 / psf.fwhm
        self.density = density
        table = (-1...Int(reach * density) + 3).map {
            psf.value(atDistance: abs(Double($0)) / density, fromDiscOfRadius: discRadius)
        }
    }

    /// The image on the pixel with its middle at (dy, dx) from the centre; four-point interpolation of the table.
    @inline(__always)
    func value(dy: Double, dx: Double) -> Double {
        if bareRadius > 0 { return discCoverage(dy: dy, dx: dx, radius: bareRadius) }
        let distance = (dy * dy + dx * dx).squareRoot()
        guard distance < reach else { return 0 }
        let index = Int(distance * density)
        let t = distance * density - Double(index)
        return table.withUnsafeBufferPointer { table in
            let (a, b, c, d) = (table[index], table[index + 1], table[index + 2], table[index + 3])
            return -t * (t - 1) * (t - 2) / 6 * a + (t + 1) * (t - 1) * (t - 2) / 2 * b
                - (t + 1) * t * (t - 2) / 2 * c + (t + 1) * t * (t - 1) / 6 * d
        }
    }

    /// The sum of the image over all pixels of an unbounded detector, for a centre at a fraction of a pixel.
    func sum(y: Double, x: Double) -> Double {
        let (fractionY, fractionX) = (y - y.rounded(.down), x - x.rounded(.down))
        let last = Int(reach + 1)
        var total = 0.0
        for row in -last...last {
            for column in -last...last {
                total += value(dy: Double(row) - fractionY, dx: Double(column) - fractionX)
            }
        }
        return total
    }
}
