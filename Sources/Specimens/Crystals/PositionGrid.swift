/// Positions in a periodic cell, sorted into boxes so that those near a place are found without looking at all.
struct PositionGrid {
    private let boxes: SIMD3<Int>
    private var members: [SIMD3<Int>: [Int]] = [:]

    /// - Parameter reach: in units of the cell's edges, how far apart two positions can be along each axis and still be near.
    init(reach: SIMD3<Double>) {
        var boxes = SIMD3<Int>(1, 1, 1)
        for axis in 0..<3 { boxes[axis] = Int(max(1, min(1024, 1 / max(reach[axis], 1e-6)))) }
        self.boxes = boxes
    }

    /// - Parameter position: in units of the edges, from 0 to below 1.
    mutating func add(_ index: Int, at position: SIMD3<Double>) {
        members[box(of: position), default: []].append(index)
    }

    /// The indices of all positions that may be near, and of some that are not.
    func candidates(near position: SIMD3<Double>) -> [Int] {
        let home = box(of: position)
        var result: [Int] = []
        for z in steps(2) {
            for y in steps(1) {
                for x in steps(0) {
                    let place = (home &+ SIMD3(x, y, z) &+ boxes) % boxes
                    if let found = members[place] { result += found }
                }
            }
        }
        return result
    }

    /// To the neighbours along an axis, each of them once.
    private func steps(_ axis: Int) -> ClosedRange<Int> {
        switch boxes[axis] {
        case 1: 0...0
        case 2: 0...1
        default: -1...1
        }
    }

    private func box(of position: SIMD3<Double>) -> SIMD3<Int> {
        var box = SIMD3<Int>()
        for axis in 0..<3 { box[axis] = min(boxes[axis] - 1, max(0, Int(position[axis] * Double(boxes[axis])))) }
        return box
    }
}
