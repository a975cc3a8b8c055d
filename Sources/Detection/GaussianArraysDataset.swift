import Arrays
public import Datasets

extension GaussianArrays {
    /// The noise-free mixture X = ZW as a dataset of unit amplitude.
    ///
    /// - Parameter apertures: by default a disc of 4 px, an annulus of 5 to 6 px and 5 px around the middle.
    public func dataset(
        name: String, provenance: Provenance, apertures: ReflectionApertures? = nil
    ) -> Dataset {
        let patterns = patterns()
        let abundances = abundances()
        let apertures =
            apertures
            ?? ReflectionApertures(
                disc: 4, annulusInner: 5, annulusOuter: 6, directBeam: 5, centerY: center.y, centerX: center.x)
        let shape = ObservationShape(
            scanY: 1, scanX: abundances.columns, detectorY: pixels[0], detectorX: pixels[1])
        var observations = Matrix<Float>(rows: abundances.columns, columns: patterns.columns)
        for position in 0..<observations.rows {
            let (shareA, shareB) = (abundances[0, position], abundances[1, position])
            for pixel in 0..<observations.columns {
                observations[position, pixel] = Float(shareA * patterns[0, pixel] + shareB * patterns[1, pixel])
            }
        }
        func axis(_ name: String, offset: Double = 0) -> Axis {
            Axis(name: name, scale: 1, offset: offset, units: "px")
        }
        return Dataset(
            name: name, observations: InMemoryRows(shape: shape, values: observations), storage: .float32,
            calibration: Calibration(
                scanY: axis("y"), scanX: axis("x"), detectorY: axis("ky", offset: -center.y),
                detectorX: axis("kx", offset: -center.x)),
            truth: GroundTruth(
                members: [member("A", 0, a, patterns, apertures.disc), member("B", 1, b, patterns, apertures.disc)],
                abundances: abundances, thickness: nil, apertures: apertures),
            beams: nil, provenance: provenance)
    }

    private func member(
        _ name: String, _ index: Int, _ array: SpotArray, _ patterns: Matrix<Double>, _ disc: Double
    ) -> EndMember {
        let own = patterns.row(index)
        let other = patterns.row(1 - index)
        let reflections = array.points(centerY: center.y, centerX: center.x).map { point in
            let pixels = discPixels(y: point.y, x: point.x, radius: disc, rows: self.pixels[0], columns: self.pixels[1])
            let intensity = sum(of: own, over: pixels)
            return Reflection(
                y: point.y, x: point.x, intensity: intensity,
                kind: Reflection.Kind(own: intensity, others: [sum(of: other, over: pixels)]), label: "")
        }
        return EndMember(name: name, pattern: own.map { Float($0) }, reflections: reflections)
    }
}
