import CPNG

/// Pictures of 8 bits a channel in the PNG format, by libpng.
public enum PNG {
    /// A decoded picture.
    public struct Picture: Hashable, Sendable {
        public let width: Int
        public let height: Int
        /// Red, green, blue and opacity of each pixel, row by row from the top.
        public let rgba: [UInt8]

        /// The red channel: all there is in a grey picture.
        public var grey: [UInt8] { stride(from: 0, to: rgba.count, by: 4).map { rgba[$0] } }
    }

    /// A grey picture; rows from the top.
    ///
    /// - Precondition: `width * height` values; both at least 1 and at most a million.
    /// - Returns: the file's bytes; none when libpng has no memory for them.
    public static func encode(grey: [UInt8], width: Int, height: Int) -> [UInt8] {
        encode(grey, tb_png_grey(), channels: 1, width, height)
    }

    /// A coloured picture: red, green, blue of each pixel. Written with a palette where that is smaller.
    ///
    /// - Precondition: `3 * width * height` values; both at least 1 and at most a million.
    /// - Returns: the file's bytes; none when libpng has no memory for them.
    public static func encode(rgb: [UInt8], width: Int, height: Int) -> [UInt8] {
        let direct = encode(rgb, tb_png_rgb(), channels: 3, width, height)
        return smaller(direct, palette(rgb, channels: 3, width, height))
    }

    /// A coloured picture with opacity: red, green, blue, alpha of each pixel, not premultiplied.
    ///
    /// - Precondition: `4 * width * height` values; both at least 1 and at most a million.
    /// - Returns: the file's bytes; none when libpng has no memory for them.
    public static func encode(rgba: [UInt8], width: Int, height: Int) -> [UInt8] {
        let direct = encode(rgba, tb_png_rgba(), channels: 4, width, height)
        return smaller(direct, palette(rgba, channels: 4, width, height))
    }

    /// Reads a picture of any kind of PNG.
    ///
    /// - Throws: `FormatError.malformed` when the bytes are no PNG or end early.
    public static func decode(_ bytes: [UInt8], file: String = "picture") throws -> Picture {
        var image = png_image()
        image.version = tb_png_version()
        defer { png_image_free(&image) }
        let broken = FormatError.malformed(
            file: file, key: "PNG", problem: "cannot be decoded", mend: "copy or make it again")
        return try bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, png_image_begin_read_from_memory(&image, base, buffer.count) != 0
            else {
                throw broken
            }
            image.format = tb_png_rgba()
            let (width, height) = (Int(image.width), Int(image.height))
            guard width * height <= 1 << 28 else { throw broken }
            var pixels = [UInt8](repeating: 0, count: 4 * width * height)
            guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else { throw broken }
            return Picture(width: width, height: height, rgba: pixels)
        }
    }

    private static func smaller(_ first: [UInt8], _ second: [UInt8]?) -> [UInt8] {
        guard let second, !second.isEmpty, second.count < first.count else { return first }
        return second
    }

    /// The picture with a palette, or nil when it has more than 256 colours.
    private static func palette(_ pixels: [UInt8], channels: Int, _ width: Int, _ height: Int) -> [UInt8]? {
        var numbers: [UInt32: UInt8] = [:]
        var colours: [UInt8] = []
        var indices = [UInt8](repeating: 0, count: width * height)
        for pixel in 0..<width * height {
            let start = pixel * channels
            let alpha = channels == 4 ? pixels[start + 3] : 255
            let colour = [pixels[start], pixels[start + 1], pixels[start + 2], alpha]
            let key = colour.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            if let number = numbers[key] {
                indices[pixel] = number
            } else {
                guard numbers.count < 256 else { return nil }
                let number = UInt8(numbers.count)
                numbers[key] = number
                indices[pixel] = number
                colours += colour
            }
        }
        return encode(indices, tb_png_rgba_palette(), channels: 1, width, height, colours)
    }

    private static func encode(
        _ pixels: [UInt8], _ format: UInt32, channels: Int, _ width: Int, _ height: Int, _ palette: [UInt8] = []
    ) -> [UInt8] {
        let sides = 1...1_000_000
        precondition(sides.contains(width) && sides.contains(height), "a picture has at least one pixel")
        precondition(pixels.count == channels * width * height, "pixels and size differ")
        var image = png_image()
        image.version = tb_png_version()
        image.width = UInt32(width)
        image.height = UInt32(height)
        image.format = format
        image.colormap_entries = UInt32(palette.count / 4)
        defer { png_image_free(&image) }
        // No PNG of 8 bits is larger than its pixels, one byte a row, zlib's overhead and the fixed chunks.
        let raw = pixels.count + height
        var bytes = [UInt8](repeating: 0, count: raw + raw / 1000 + palette.count + 4096)
        var size = bytes.count
        guard png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, palette) != 0 else { return [] }
        return Array(bytes.prefix(size))
    }
}
