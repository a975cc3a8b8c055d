package import ComplexModule
internal import Synchronization

/// Which lines of an array are transformed: `count` lines of `length` points, `stride` apart, starting `distance` apart.
public struct FourierLines: Hashable, Sendable {
    public let length: Int
    public let count: Int
    public let stride: Int
    public let distance: Int

    public init(length: Int, count: Int, stride: Int, distance: Int) {
        self.length = length
        self.count = count
        self.stride = stride
        self.distance = distance
    }
}

/// The sign of the exponent: forward exp(-2πi…), inverse exp(+2πi…). Neither is normalised.
public enum FourierDirection: Int32, Sendable {
    case forward = -1
    case inverse = 1
}

/// How long FFTW may look for a fast plan. Estimated plans are for single transforms only: they can be many times slower.
public enum FourierEffort: Sendable {
    case estimate, measure, patient
}

/// A plan for in-place transforms of many lines, safe to execute on several threads at once.
package final class FourierPlan<Scalar: FourierScalar>: @unchecked Sendable {
    private let plan: OpaquePointer
    package let lines: FourierLines

    /// - Throws: `FourierError.noPlan` when FFTW cannot transform such lines.
    package init(
        lines: FourierLines, direction: FourierDirection, effort: FourierEffort
    ) throws(FourierError) {
        guard lines.length > 0, lines.count > 0, lines.stride > 0, lines.distance >= 0 else { throw .noPlan(lines) }
        let span = (lines.length - 1) * lines.stride + (lines.count - 1) * lines.distance + 1
        let scratch = AlignedBuffer<Complex<Scalar>>(count: span, repeating: .zero)
        let made = FourierPlanner.lock.withLock { _ in
            Scalar.makePlan(lines, direction, effort, at: scratch.pointer).map(SendablePlan.init)
        }
        guard let made else { throw .noPlan(lines) }
        plan = made.pointer
        self.lines = lines
    }

    deinit {
        let doomed = SendablePlan(pointer: plan)
        FourierPlanner.lock.withLock { _ in Scalar.destroyPlan(doomed.pointer) }
    }

    /// Transforms the lines that start at `pointer`, which must be aligned to 64 bytes.
    @inline(__always)
    package func execute(at pointer: UnsafeMutablePointer<Complex<Scalar>>) {
        Scalar.executePlan(plan, at: pointer)
    }
}

private struct SendablePlan: @unchecked Sendable { let pointer: OpaquePointer }

/// FFTW's planner is one for the whole process. Plans found by measuring differ from run to run, and with them the last
/// bits of a transform: keep the wisdom where bitwise repeatability matters.
public enum FourierPlanner {
    fileprivate static let lock = Mutex<Void>(())

    /// The names under which wisdom goes in and out.
    package static let precisions = ["single", "double"]

    /// What the planner has learned so far, both precisions, as text.
    public static func exportWisdom() -> [String: String] {
        lock.withLock { _ in
            var wisdom: [String: String] = [:]
            wisdom["single"] = Float.exportWisdom()
            wisdom["double"] = Double.exportWisdom()
            return wisdom
        }
    }

    /// Takes wisdom from `exportWisdom`; wisdom of another version of FFTW, or that is damaged, is passed over.
    public static func importWisdom(_ wisdom: [String: String]) {
        lock.withLock { _ in
            if let text = wisdom["single"] { _ = Float.importWisdom(text) }
            if let text = wisdom["double"] { _ = Double.importWisdom(text) }
        }
    }
}

/// Why a transform could not be planned.
public enum FourierError: Error, Equatable, CustomStringConvertible {
    case noPlan(FourierLines)

    public var description: String {
        switch self {
        case .noPlan(let lines): "FFTW has no plan for \(lines.count) lines of \(lines.length) points"
        }
    }
}
