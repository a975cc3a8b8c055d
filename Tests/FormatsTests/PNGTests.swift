import Formats
import Testing

struct PNGTests {
    /// The same picture with an opacity of 255 after each colour.
    private func opaque(_ rgb: [UInt8]) -> [UInt8] {
        var rgba: [UInt8] = []
        for (index, value) in rgb.enumerated() {
            rgba.append(value)
            if index % 3 == 2 { rgba.append(255) }
        }
        return rgba
    }

    /// Bytes that repeat neither from pixel to pixel nor from one period to the next.
    private func bytes(_ count: Int, factor: Int, period: Int) -> [UInt8] {
        (0..<count).map { index in UInt8(truncatingIfNeeded: index * factor + index / period) }
    }

    @Test(arguments: [(1, 1), (7, 3), (300, 200)])
    func `grey and coloured pictures come back pixel for pixel`(_ width: Int, _ height: Int) throws {
        let count = width * height
        let grey = bytes(count, factor: 37, period: width)
        let one = try PNG.decode(PNG.encode(grey: grey, width: width, height: height))
        #expect(one.width == width && one.height == height && one.grey == grey)
        let rgb = bytes(3 * count, factor: 41, period: 700)
        let two = try PNG.decode(PNG.encode(rgb: rgb, width: width, height: height))
        #expect(two.rgba == opaque(rgb))
        let rgba = bytes(4 * count, factor: 53, period: 900)
        let three = try PNG.decode(PNG.encode(rgba: rgba, width: width, height: height))
        #expect(three.rgba == rgba)
    }

    @Test func `a picture of few colours is smaller with its palette and comes back`() throws {
        let rgb = (0..<100 * 100).flatMap { pixel -> [UInt8] in
            let level = UInt8((pixel * pixel / 7) % 200)
            return [level, 255 - level, level / 2]
        }
        let bytes = PNG.encode(rgb: rgb, width: 100, height: 100)
        #expect(bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
        // The header's colour type, PNG specification 11.2.2: 3 is a palette.
        #expect(bytes[25] == 3)
        #expect(try PNG.decode(bytes).rgba == opaque(rgb))
    }

    @Test func `noise that cannot be packed still fits`() throws {
        var state: UInt32 = 1
        let noise = (0..<64 * 64 * 3).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let picture = try PNG.decode(PNG.encode(rgb: noise, width: 64, height: 64))
        #expect(picture.rgba.indices.filter { $0 % 4 < 3 }.map { picture.rgba[$0] } == noise)
    }

    @Test func `bytes that are no picture are refused`() throws {
        let whole = PNG.encode(grey: [UInt8](repeating: 9, count: 10_000), width: 100, height: 100)
        for bytes in [[], [1, 2, 3], Array(whole.prefix(40)), Array(whole.prefix(8))] {
            #expect(try message { _ = try PNG.decode(bytes) }.contains("cannot be decoded"))
        }
    }
}
