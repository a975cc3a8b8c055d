internal import CKernels
internal import Glibc

/// The stages of a transform by vector kernels: radices, twiddle factors, and the order in which it leaves its result.
final class VectorTransform: @unchecked Sendable {
    let length: Int
    private let radices: [Int]
    private let twiddles: [UnsafeMutablePointer<Float>]
    /// What the kernels read.
    let plan: UnsafeMutablePointer<tb_transform>

    /// nil for a length with another prime factor than 2, 3 and 5.
    init?(length: Int) {
        guard let radices = Self.radices(of: length) else { return nil }
        self.length = length
        self.radices = radices
        var stage = tb_transform()
        stage.n = Int32(length)
        stage.stages = Int32(radices.count)
        twiddles = Self.twiddles(length: length, radices: radices)
        let (pointers, numbers) = (twiddles, radices)
        withUnsafeMutableBytes(of: &stage.radices) { bytes in
            let target = bytes.bindMemory(to: Int32.self)
            for (index, radix) in numbers.enumerated() { target[index] = Int32(radix) }
        }
        withUnsafeMutableBytes(of: &stage.twiddles) { bytes in
            let target = bytes.bindMemory(to: UnsafePointer<Float>?.self)
            for (index, pointer) in pointers.enumerated() { target[index] = UnsafePointer(pointer) }
        }
        plan = .allocate(capacity: 1)
        plan.initialize(to: stage)
    }

    deinit {
        plan.deallocate()
        for pointer in twiddles { pointer.deallocate() }
    }

    /// Where the transform leaves frequency (or takes position) `index`: its digits in the radices, reversed.
    func place(of index: Int) -> Int {
        var (rest, span, place) = (index, length, 0)
        for radix in radices {
            span /= radix
            place += rest % radix * span
            rest /= radix
        }
        return place
    }

    /// Radices 8, 5, 4, 3 and 2 whose product is the length; the last, where the product with the factor happens, is small.
    static func radices(of length: Int) -> [Int]? {
        guard length > 1 else { return nil }
        var rest = length
        var radices: [Int] = []
        for radix in [8, 5, 4, 3, 2] {
            while rest % radix == 0 {
                radices.append(radix)
                rest /= radix
            }
        }
        return rest == 1 && radices.count <= Int(TB_MOST_STAGES) ? radices : nil
    }

    /// exp(2πi jp/n_s), interleaved, for j < m_s and p = 1 ..< r_s at every stage but the last.
    private static func twiddles(length: Int, radices: [Int]) -> [UnsafeMutablePointer<Float>] {
        var span = length
        return radices.dropLast().map { radix in
            let step = span / radix
            let pointer = UnsafeMutablePointer<Float>.allocate(capacity: 2 * step * (radix - 1))
            for j in 0..<step {
                for p in 1..<radix {
                    let angle = 2 * Double.pi * Double(j * p % span) / Double(span)
                    pointer[2 * (j * (radix - 1) + p - 1)] = Float(cos(angle))
                    pointer[2 * (j * (radix - 1) + p - 1) + 1] = Float(sin(angle))
                }
            }
            span = step
            return pointer
        }
    }
}
