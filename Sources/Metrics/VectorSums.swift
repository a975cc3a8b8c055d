/// Sums over whole patterns: added up in order, so that a score never depends on the number of threads.
enum VectorSums {
    /// Σ a·b.
    static func dot(_ a: [Double], _ b: [Double]) -> Double {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                var sum = 0.0
                for i in 0..<min(a.count, b.count) { sum += a[i] * b[i] }
                return sum
            }
        }
    }

    static func sum(_ a: [Double]) -> Double { a.reduce(0, +) }

    static func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

    /// The mean of the chosen elements; nil when none are chosen.
    static func mean(of a: [Double], at indices: [Int]) -> Double? {
        guard !indices.isEmpty else { return nil }
        return indices.reduce(0.0) { $0 + a[$1] } / Double(indices.count)
    }
}
