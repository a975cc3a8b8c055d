import Arrays
import Datasets

extension Detector {
    /// Patterns of beams with a round image; each image is drawn once and added to all positions.
    func renderSpots(_ beams: Beams, image: SpotImage) throws -> Matrix<Float> {
        let spots = try spots(beams, image: image)
        let positions = beams.intensity.rows
        let pixelCount = rows * columns
        // Bands of rows are independent and small enough for the cache; the order of beams within one is fixed.
        let bandRows = max(1, 16 / binning)
        var result = Matrix<Float>(rows: positions, columns: pixelCount)
        try result.elements.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let pixels = buffer
            try inFixedBlocks((rows + bandRows - 1) / bandRows) { block in
                let firstRow = block * bandRows
                let band = firstRow * binning..<min(rows, firstRow + bandRows) * binning
                let sums = accumulate(spots, band: band, intensity: beams.intensity, image: image)
                let count = band.count * self.pixels[1]
                for position in 0..<positions {
                    bin(
                        sums[position * count..<(position + 1) * count], into: pixels,
                        at: position * pixelCount + firstRow * columns)
                }
            }
        }
        return result
    }

    /// Position × pixel of a band of the sensor, added up in double precision.
    private func accumulate(
        _ spots: [Spot], band: Range<Int>, intensity: Matrix<Float>, image: SpotImage
    ) -> [Double] {
        let columns = pixels[1]
        var sums = [Double](repeating: 0, count: intensity.rows * band.count * columns)
        var line = [Double](repeating: 0, count: columns)
        sums.withUnsafeMutableBufferPointer { sums in
            line.withUnsafeMutableBufferPointer { line in
                for spot in spots {
                    let first = max(band.lowerBound, spot.firstRow)
                    let last = min(band.upperBound - 1, spot.lastRow)
                    if first > last { continue }
                    for row in first...last {
                        let dy = Double(row) - spot.y
                        let half = max(0, image.reach * image.reach - dy * dy).squareRoot()
                        let left = max(0, Int((spot.x - half).rounded(.up)))
                        let right = min(columns - 1, Int((spot.x + half).rounded(.down)))
                        if left > right { continue }
                        for column in left...right {
                            line[column] = spot.norm * image.value(dy: dy, dx: Double(column) - spot.x)
                        }
                        for position in 0..<intensity.rows {
                            let value = Double(intensity[position, spot.beam])
                            if value == 0 { continue }
                            let start = (position * band.count + row - band.lowerBound) * columns
                            for column in left...right { sums[start + column] += value * line[column] }
                        }
                    }
                }
            }
        }
        return sums
    }

    /// Where each beam falls on the sensor and what makes its image sum to 1; without those that miss the detector.
    private func spots(_ beams: Beams, image: SpotImage) throws -> [Spot] {
        var spots = beams.kx.indices.compactMap { beam -> Spot? in
            let (y, x) = sensorPosition(ky: beams.ky[beam], kx: beams.kx[beam])
            let lit = (0..<beams.intensity.rows).contains { beams.intensity[$0, beam] > 0 }
            guard lit, y + image.reach >= 0, y - image.reach <= Double(pixels[0] - 1), x + image.reach >= 0,
                x - image.reach <= Double(pixels[1] - 1)
            else { return nil }
            return Spot(
                beam: beam, y: y, x: x, firstRow: Int((y - image.reach).rounded(.up)),
                lastRow: Int((y + image.reach).rounded(.down)))
        }
        try spots.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let spots = buffer
            try inFixedBlocks(spots.count) { index in
                spots[index].norm = 1 / image.sum(y: spots[index].y, x: spots[index].x)
            }
        }
        return spots
    }
}

/// A beam's place on the sensor, pixels.
private struct Spot: Sendable {
    let beam: Int
    let y: Double
    let x: Double
    let firstRow: Int
    let lastRow: Int
    /// What the image is multiplied with to sum to 1.
    var norm = 1.0
}
