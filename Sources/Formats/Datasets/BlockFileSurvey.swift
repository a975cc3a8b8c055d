import Arrays
import Datasets

/// What a first pass over observations finds for a .blo file: the range, and the bright-field image.
struct BlockFileSurvey {
    private let shape: ObservationShape
    private var largest: Float = 0
    private var smallest: Float = 0
    private var belowZero = 0
    private var areWhole = true
    /// Sum over a disc at the pattern's centre, for each position.
    private var beam: [Float] = []

    init(_ shape: ObservationShape) {
        self.shape = shape
        beam.reserveCapacity(shape.rowCount)
    }

    /// - Returns: false when a value is not finite.
    mutating func add(_ part: ObservationParts.Part) -> Bool {
        var isFinite = true
        for value in part.values {
            isFinite = isFinite && value.isFinite
            largest = max(largest, value)
            smallest = min(smallest, value)
            if value < 0 { belowZero += 1 }
            areWhole = areWhole && value == value.rounded()
        }
        let (size, radius) = (shape.detectorX, max(1, shape.detectorX / 16))
        let pixels = (0..<size * size).filter { pixel in
            let (y, x) = (pixel / size - size / 2, pixel % size - size / 2)
            return y * y + x * x <= radius * radius
        }
        for row in 0..<part.rowCount {
            let start = part.values.startIndex + row * size * size
            beam.append(pixels.reduce(0) { $0 + max(0, part.values[start + $1]) })
        }
        return isFinite
    }

    /// What counts are multiplied by.
    var scale: Float { areWhole && largest <= 255 ? 1 : largest > 0 ? 255 / largest : 1 }

    /// Virtual bright field, 0 to 255.
    var brightField: [UInt8] {
        let most = beam.max() ?? 0
        return beam.map { most > 0 ? UInt8((255 * $0 / most).rounded()) : 0 }
    }

    /// The frames of a part as the file holds them.
    ///
    /// - Parameter worst: raised to the largest rounding error, in counts.
    func frames(_ part: ObservationParts.Part, worst: inout Float) -> [UInt8] {
        let (pixels, scale) = (shape.columnCount, scale)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.rowCount * (pixels + BlockFileHeader.frameMark))
        for row in 0..<part.rowCount {
            bytes += [0xaa, 0x55]
            bytes.append(littleEndian: UInt32(part.firstRow + row))
            let start = part.values.startIndex + row * pixels
            for value in part.values[start..<start + pixels] {
                let stored = (max(0, value) * scale).rounded()
                worst = max(worst, abs(max(0, value) - stored / scale))
                bytes.append(UInt8(min(255, stored)))
            }
        }
        return bytes
    }

    func notes(worst: Float) -> [String] {
        let share = largest > 0 ? (100_000 * Double(worst) / Double(largest)).rounded() / 1000 : 0
        var notes = [
            worst == 0 && scale == 1
                ? "8 bits hold every value: scale factor 1, largest rounding error 0"
                : "8 bits: scale factor \(scale), largest rounding error \(worst) counts "
                    + "(\(share) % of the largest value, \(largest))"
        ]
        if belowZero > 0 { notes.append("\(belowZero) values below 0, down to \(smallest), became 0") }
        return notes
    }
}
