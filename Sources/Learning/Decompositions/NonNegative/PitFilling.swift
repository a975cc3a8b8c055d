import Arrays

/// Patterns without pits: grey-scale closing by a disc (Serra, Image Analysis and Mathematical Morphology, 1982), the largest
/// value within the disc and then the smallest of those.
///
/// A pit that the disc covers is filled to its rim; peaks, edges and wider hollows stay as they are, and what has been closed
/// stays closed.
struct PitFilling {
    private let height: Int
    private let width: Int
    private let offsets: [(y: Int, x: Int)]

    /// - Parameter radius: of the disc, pixels; 0 leaves patterns as they are.
    init(_ shape: ObservationShape, radius: Double) {
        (height, width) = (shape.detectorY, shape.detectorX)
        let reach = Int(radius.rounded(.down))
        var offsets: [(y: Int, x: Int)] = []
        for y in -reach...reach {
            for x in -reach...reach where Double(y * y + x * x) <= radius * radius { offsets.append((y, x)) }
        }
        self.offsets = offsets
    }

    /// Component × pixel.
    func filled(_ patterns: Matrix<Double>) -> Matrix<Double> {
        Matrix((0..<patterns.rows).map { t in extreme(extreme(patterns.row(t), max), min) })
    }

    /// The extreme over the disc about each pixel; what lies outside the pattern counts for nothing.
    private func extreme(_ image: [Double], _ pick: (Double, Double) -> Double) -> [Double] {
        var result = image
        for y in 0..<height {
            for x in 0..<width {
                var value = image[y * width + x]
                for offset in offsets {
                    let (v, u) = (y + offset.y, x + offset.x)
                    if v >= 0, v < height, u >= 0, u < width { value = pick(value, image[v * width + u]) }
                }
                result[y * width + x] = value
            }
        }
        return result
    }
}
