import Arrays
public import Datasets
import Quantities

extension GaussianArrays {
    /// Discs, annuli and the middle's disc of 0.8, 1 to 1.2, and 1 times the radius at which a spot is cut off.
    public var apertures: ReflectionApertures {
        ReflectionApertures(
            disc: 0.8 * cutoff.value, annulusInner: cutoff.value, annulusOuter: 1.2 * cutoff.value,
            directBeam: cutoff.value, centerY: Double(centerY), centerX: Double(centerX))
    }

    /// The noise-free mixture X = ZW as a dataset of unit amplitude.
    ///
    /// - Parameter apertures: by default those that follow from the cut-off.
    public func dataset(
        name: String, provenance: Provenance, apertures: ReflectionApertures? = nil
    ) -> Dataset {
        let patterns = patterns()
        let abundances = abundances()
        let apertures = apertures ?? self.apertures
        let shape = ObservationShape(
            scanY: 1, scanX: abundances.columns, detectorY: pixels[0], detectorX: pixels[1])
        var observations = Matrix<Float>(rows: abundances.columns, columns: patterns.columns)
        for position in 0..<observations.rows {
            let (shareFirst, shareLast) = (abundances[0, position], abundances[1, position])
            for pixel in 0..<observations.columns {
                observations[position, pixel] = Float(
                    shareFirst * patterns[0, pixel] + shareLast * patterns[1, pixel])
            }
        }
        func axis(_ name: String, center: Int = 0) -> Axis {
            Axis(name: name, scale: 1, offset: -Double(center), units: "px")
        }
        return Dataset(
            name: name, observations: InMemoryRows(shape: shape, values: observations), storage: .float32,
            calibration: Calibration(
                scanY: axis("y"), scanX: axis("x"), detectorY: axis("ky", center: centerY),
                detectorX: axis("kx", center: centerX)),
            truth: GroundTruth(
                members: members.indices.map { endMember($0, patterns, disc: apertures.disc) },
                abundances: abundances, thickness: nil, apertures: apertures),
            beams: nil, provenance: provenance)
    }

    private func endMember(_ index: Int, _ patterns: Matrix<Double>, disc: Double) -> EndMember {
        let own = patterns.row(index)
        let other = patterns.row(1 - index)
        let visible = members[index].lattice.points.filter { point in
            (-0.5..<Double(pixels[0]) - 0.5).contains(point.y) && (-0.5..<Double(pixels[1]) - 0.5).contains(point.x)
        }
        let reflections = visible.map { point in
            let pixels = discPixels(y: point.y, x: point.x, radius: disc, rows: self.pixels[0], columns: self.pixels[1])
            let intensity = sum(of: own, over: pixels)
            return Reflection(
                y: point.y, x: point.x, intensity: intensity,
                kind: Reflection.Kind(own: intensity, others: [sum(of: other, over: pixels)]), label: "")
        }
        return EndMember(name: members[index].name, pattern: own.map { Float($0) }, reflections: reflections)
    }
}
