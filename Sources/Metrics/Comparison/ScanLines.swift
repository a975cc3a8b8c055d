import Arrays

extension Comparison {
    /// A reading of profiles across a boundary.
    ///
    /// A line scan, along x or y, is one profile. In a scan of several lines those along x and y count on which the member's abundance
    /// runs from 0 to 1 (or back) without turning, over positions between; the reading is the median over these lines, where most of them have a
    /// value.
    func ofLine(_ member: Int, _ score: (LineProfile) -> Score) -> Score {
        ofMap(member) { truth, estimate in
            let lines = scanLines
            let scores = lines.compactMap { line -> Score? in
                let (truth, estimate) = (line.map { truth[$0] }, line.map { estimate[$0] })
                do throws(LineProfileProblem) {
                    let profile = try LineProfile(truth: truth, estimate: estimate)
                    return lines.count == 1 || profile.runsFromNothingToAll ? score(profile) : nil
                } catch {
                    return lines.count == 1 ? .undefined(reason: error.reason) : nil
                }
            }
            return median(of: scores)
        }
    }

    /// Positions of the lines along x, then of those along y.
    private var scanLines: [[Int]] {
        let (height, width) = (shape.scanY, shape.scanX)
        let alongX = (0..<height).map { y in (0..<width).map { y * width + $0 } }
        let alongY = (0..<width).map { x in (0..<height).map { $0 * width + x } }
        if height == 1 { return alongX }
        return width == 1 ? alongY : alongX + alongY
    }

    private func median(of scores: [Score]) -> Score {
        let values = scores.compactMap(\.value)
        guard 2 * values.count > scores.count, let middle = Arrays.median(values) else {
            return scores.first { $0.value == nil } ?? .undefined(reason: "no line of the scan crosses one boundary")
        }
        return .value(middle)
    }
}

extension LineProfile {
    /// A step between two positions, such as the edge of the specimen, has no width that a scan could show.
    fileprivate var runsFromNothingToAll: Bool {
        (truth.first ?? 1) <= 1e-9 && (truth.last ?? 0) >= 1 - 1e-9 && truth.contains { $0 > 1e-9 && $0 < 1 - 1e-9 }
    }
}
