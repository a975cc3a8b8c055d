import Quantities

/// Where beams fall. The sensor has `pixels`; a pattern has the sums over `binning` × `binning` of them.
extension Detector {
    /// Rows and columns of a pattern.
    public var rows: Int { pixels[0] / binning }
    public var columns: Int { pixels[1] / binning }
    var sensorPixelSize: Double { 2 * halfWidth.value / Double(pixels[1]) }
    /// Side of a pixel of a pattern, Å⁻¹: 2 · half-width over the number of columns.
    public var pixelSize: Double { sensorPixelSize * Double(binning) }

    /// Largest |kx| and |ky| of beams that fall on the detector, Å⁻¹: half of its longer side, or the farthest corner
    /// of the area that a turned or distorted detector sees.
    public var extent: Double {
        let half = 0.5 * sensorPixelSize * SIMD2(Double(pixels[1]), Double(pixels[0]))
        if distortion.isNone { return half.max() }
        let corners = [distortion.undo(half), distortion.undo(SIMD2(half.x, -half.y))]
        return corners.map { max(abs($0.x), abs($0.y)) }.max() ?? half.max()
    }

    /// How far beams are to be known, Å⁻¹: three widths of the point spread beyond the edge, where they still leave a
    /// trace, and never less than a tenth of the extent, so that usual point spreads share one simulation.
    /// A Lorentzian's tails of beams that lie farther out are left out.
    public var reach: Double { reach(discRadius: 0) }

    /// The same for the discs of a convergent beam, which reach further.
    ///
    /// - Parameter discRadius: Å⁻¹.
    public func reach(discRadius: Double) -> Double {
        extent + max(3 * psf.fwhm * sensorPixelSize + discRadius, extent / 10)
    }

    /// Where the direct beam falls, pixels of a pattern; (0, 0) is the centre of the first pixel.
    ///
    /// On the sensor that is the centre of pixel n/2; binning of b × b moves it to (n/2 - (b - 1)/2)/b, so 256 of 512 becomes
    /// 127.75 of 256.
    public var centerY: Double { binned(Double(pixels[0] / 2)) }
    public var centerX: Double { binned(Double(pixels[1] / 2)) }

    /// Radius of the disc around the direct beam: 14 px on a detector of 512, in proportion on others.
    public var directBeamRadius: Double { 14 * Double(min(rows, columns)) / 512 }

    /// Where a beam falls, pixels of a pattern; (0, 0) is the centre of the first pixel.
    ///
    /// - Parameters: `ky`, `kx` in Å⁻¹.
    public func position(ky: Double, kx: Double) -> (y: Double, x: Double) {
        let place = sensorPosition(ky: ky, kx: kx)
        return (binned(place.y), binned(place.x))
    }

    /// The beam that falls on a point of a pattern, Å⁻¹: undoes `position`, with the distortion.
    public func wavevector(y: Double, x: Double) -> (ky: Double, kx: Double) {
        let k = distortion.undo(SIMD2((x - centerX) * pixelSize, (y - centerY) * pixelSize))
        return (k.y, k.x)
    }

    /// Where a beam falls on the sensor, pixels.
    func sensorPosition(ky: Double, kx: Double) -> (y: Double, x: Double) {
        let k = distortion.apply(SIMD2(kx, ky))
        return (k.y / sensorPixelSize + Double(pixels[0] / 2), k.x / sensorPixelSize + Double(pixels[1] / 2))
    }

    private func binned(_ coordinate: Double) -> Double {
        (coordinate - Double(binning - 1) / 2) / Double(binning)
    }

    func contains(y: Double, x: Double) -> Bool {
        y >= -0.5 && y < Double(rows) - 0.5 && x >= -0.5 && x < Double(columns) - 0.5
    }
}
