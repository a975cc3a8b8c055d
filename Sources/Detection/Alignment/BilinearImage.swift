/// A pattern between its pixels, by bilinear interpolation; 0 outside.
struct BilinearImage {
    let pixels: UnsafeBufferPointer<Float>
    let height: Int
    let width: Int

    /// The value at a place, pixels.
    @inline(__always)
    func value(y: Double, x: Double) -> Float {
        guard y > -1, x > -1, y < Double(height), x < Double(width) else { return 0 }
        let (top, left) = (Int(y + 1) - 1, Int(x + 1) - 1)
        let (v, u) = (Float(y - Double(top)), Float(x - Double(left)))
        let above = (1 - u) * pixel(top, left) + u * pixel(top, left + 1)
        let below = (1 - u) * pixel(top + 1, left) + u * pixel(top + 1, left + 1)
        return (1 - v) * above + v * below
    }

    @inline(__always)
    private func pixel(_ y: Int, _ x: Int) -> Float {
        y >= 0 && x >= 0 && y < height && x < width ? pixels[y * width + x] : 0
    }
}
