/// In which order waves are carried through the slices of all stacks, so that what stacks share is computed once.
///
/// Stacks that begin alike form a tree whose branches are runs of slices of one crystal. It is walked depth first; where it
/// forks, copies of the wave leave through all branches but the one with most stacks, which the wave itself goes on
/// through. So no more than 1 + log₂(stacks) waves are needed.
struct StackItinerary: Sendable, Equatable {
    enum Leg: Sendable, Equatable {
        /// Copies a wave for a branch.
        case branch(from: Int, to: Int)
        /// Takes a wave through slices of a crystal; the slices are counted from the top of the stack.
        case advance(wave: Int, crystal: Int, slices: Range<Int>)
        /// Here a stack ends.
        case exit(wave: Int, stack: Int)
    }

    private(set) var legs: [Leg] = []
    /// Number of waves kept at a time; wave 0 comes in from above.
    private(set) var waves = 1

    /// - Parameter stacks: each with the number under which its exit is known.
    init(_ stacks: [(stack: Int, layers: [StackPlan.Layer])]) {
        walk(stacks.map { Course(stack: $0.stack, layers: $0.layers) }, from: 0, wave: 0)
    }

    var sliceSteps: Int {
        legs.reduce(0) { sum, leg in
            if case .advance(_, _, let slices) = leg { sum + slices.count } else { sum }
        }
    }

    private mutating func walk(_ courses: [Course], from top: Int, wave: Int) {
        waves = max(waves, wave + 1)
        var (courses, depth) = (courses, top)
        while true {
            for course in courses where course.runs.isEmpty { legs.append(.exit(wave: wave, stack: course.stack)) }
            var branches = Self.branches(courses.filter { !$0.runs.isEmpty })
            guard let main = branches.indices.max(by: { branches[$0].count < branches[$1].count }) else { return }
            let following = branches.remove(at: main)
            for branch in branches {
                legs.append(.branch(from: wave, to: wave + 1))
                walk(branch, from: depth, wave: wave + 1)
            }
            let run = following[0].next
            let end = following.reduce(run.end) { min($0, $1.next.end) }
            legs.append(.advance(wave: wave, crystal: run.crystal, slices: depth..<end))
            depth = end
            courses = following.map { $0.below(end) }
        }
    }

    /// Stacks by the crystal that comes next, in the order of its first appearance.
    private static func branches(_ courses: [Course]) -> [[Course]] {
        guard let first = courses.first else { return [] }
        if courses.allSatisfy({ $0.next.crystal == first.next.crystal }) { return [courses] }
        var order: [Int] = []
        var byCrystal: [Int: [Course]] = [:]
        for course in courses {
            let crystal = course.next.crystal
            if byCrystal[crystal] == nil { order.append(crystal) }
            byCrystal[crystal, default: []].append(course)
        }
        return order.compactMap { byCrystal[$0] }
    }
}

/// What of a stack lies below the depth that is reached.
private struct Course {
    let stack: Int
    /// Crystals from here down, and the depth (slices) where each ends; two neighbours differ.
    let runs: ArraySlice<Run>

    struct Run {
        let crystal: Int
        var end: Int
    }

    init(stack: Int, layers: [StackPlan.Layer]) {
        self.stack = stack
        var runs: [Run] = []
        for layer in layers {
            let end = (runs.last?.end ?? 0) + layer.slices
            if runs.last?.crystal == layer.crystal {
                runs[runs.count - 1].end = end
            } else {
                runs.append(Run(crystal: layer.crystal, end: end))
            }
        }
        self.runs = runs[...]
    }

    private init(stack: Int, runs: ArraySlice<Run>) {
        self.stack = stack
        self.runs = runs
    }

    /// The crystal that comes next. Only asked of stacks that go on.
    var next: Run { runs[runs.startIndex] }

    func below(_ depth: Int) -> Course { Course(stack: stack, runs: runs.drop { $0.end <= depth }) }
}
