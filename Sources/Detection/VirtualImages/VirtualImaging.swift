public import Arrays
public import Datasets

extension Dataset {
    /// Images through apertures, in one pass over the observations: data larger than memory go through it in blocks.
    ///
    /// The sums are raw: what the background puts into a disc is in them, as it is behind a real aperture. A pixel in two
    /// discs of one aperture counts once.
    /// - Parameter rows: the observations; those of the dataset when nil.
    /// - Throws: `DetectionError.badAperture` for an aperture without a pixel on the detector; what reading throws.
    public func virtualImages(
        through apertures: [VirtualAperture], of rows: (any RowSource)? = nil
    ) throws -> VirtualImages {
        let pixels = try apertures.map { aperture in
            let found = aperture.pixels(on: shape)
            guard !found.isEmpty else {
                throw DetectionError.badAperture(
                    problem:
                        "no pixel of the \(shape.detectorY) × \(shape.detectorX) detector lies in \(aperture.name)",
                    mend: "give another centre or a larger radius")
            }
            return found
        }
        let sums = try (rows ?? observations).sums(over: pixels)
        return VirtualImages(
            dataset: name, scanY: shape.scanY, scanX: shape.scanX,
            images: zip(apertures, apertures.indices).map { VirtualImage(aperture: $0, values: sums.row($1)) })
    }
}

extension VirtualAperture {
    /// Indices of the pixels in its discs, ascending, each once.
    public func pixels(on shape: ObservationShape) -> [Int] {
        let all = discs.flatMap {
            discPixels(y: $0.y, x: $0.x, radius: $0.radius, rows: shape.detectorY, columns: shape.detectorX)
        }
        return Set(all).sorted()
    }
}
