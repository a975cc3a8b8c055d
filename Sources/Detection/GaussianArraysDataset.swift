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

    /// The mixture X = ZW as a dataset: noise-free and of unit amplitude, or Poisson counts.
    ///
    /// - Parameters:
    ///   - seed: of the counts.
    ///   - apertures: by default those that follow from the cut-off.
    public func dataset(
        name: String, seed: UInt64 = 1, provenance: Provenance, apertures: ReflectionApertures? = nil
    ) -> Dataset {
        let scale = counts ?? 1
        let line = abundances()
        let spots = patterns()
        let level = backgroundLevel
        let unit = Matrix(rows: spots.rows, columns: spots.columns, elements: spots.elements.map { $0 + level })
        let abundances = Matrix(
            (0..<line.rows).map { [[Double]](repeating: line.row($0), count: lines).flatMap { $0 } })
        let apertures = apertures ?? self.apertures
        let shape = ObservationShape(
            scanY: lines, scanX: line.columns, detectorY: pixels[0], detectorX: pixels[1])
        let observations = MixedArrays(
            shape: shape, patterns: unit, abundances: line, counting: counts.map { ($0, Seed(seed)) })
        func axis(_ name: String, center: Int = 0) -> Axis {
            Axis(name: name, scale: 1, offset: -Double(center), units: "px")
        }
        return Dataset(
            name: name, observations: observations, storage: counts == nil ? .float32 : .uint16,
            calibration: Calibration(
                scanY: axis("y"), scanX: axis("x"), detectorY: axis("ky", center: centerY),
                detectorX: axis("kx", center: centerX)),
            truth: GroundTruth(
                members: members.indices.map { endMember($0, spots, level: level, scale: scale, disc: apertures.disc) },
                abundances: abundances, thickness: nil, apertures: apertures),
            beams: nil, provenance: provenance)
    }

    /// - Parameter spots: patterns without the background, whose share of a spot says whether it is unique.
    private func endMember(
        _ index: Int, _ spots: Matrix<Double>, level: Double, scale: Double, disc: Double
    ) -> EndMember {
        let own = spots.row(index).map { scale * $0 }
        let other = spots.row(1 - index).map { scale * $0 }
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
        return EndMember(
            name: members[index].name, pattern: own.map { Float($0 + scale * level) }, reflections: reflections)
    }
}
