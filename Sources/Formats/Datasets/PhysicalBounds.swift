import Arrays
import Datasets

extension Beams {
    /// What the beams of a position may sum to: the incident beam, and what a band limit may add to it.
    private static let most = 1.001

    /// - Throws: `FormatError.malformed` when an intensity is negative or not finite, or a position's beams carry more than the incident
    ///   beam.
    func requirePhysical(file: String) throws(FormatError) {
        for position in 0..<intensity.rows {
            var sum = 0.0
            for value in intensity.row(position) {
                guard value >= 0, value.isFinite else {
                    throw .unphysical(
                        file: file, key: "/Beams/intensity",
                        problem: "holds \(value) at position \(position), which is no intensity")
                }
                sum += Double(value)
            }
            guard sum <= Self.most else {
                throw .unphysical(
                    file: file, key: "/Beams/intensity",
                    problem: "sums to \(sum) of the incident beam at position \(position)")
            }
        }
    }
}

extension GroundTruth {
    /// - Throws: `FormatError.malformed` when an abundance is no share, those of a position sum to more than 1, or something is not
    ///   finite.
    func requirePhysical(file: String) throws(FormatError) {
        for position in 0..<abundances.columns {
            var sum = 0.0
            for member in 0..<abundances.rows {
                let share = abundances[member, position]
                guard share >= -1e-6, share <= 1 + 1e-6 else {
                    throw .unphysical(
                        file: file, key: "/Truth/abundances",
                        problem: "holds \(share) at position \(position), which is no share")
                }
                sum += share
            }
            guard sum <= 1 + 1e-6 else {
                throw .unphysical(
                    file: file, key: "/Truth/abundances", problem: "sum to \(sum) at position \(position)")
            }
        }
        for member in members {
            let numbers = member.reflections.flatMap { [$0.y, $0.x, $0.intensity] }
            guard member.pattern.allSatisfy(\.isFinite), numbers.allSatisfy(\.isFinite) else {
                throw .unphysical(
                    file: file, key: "/Truth/endmembers (\(member.name))", problem: "holds values that are not finite")
            }
        }
        for (name, field) in fields.sorted(by: { $0.key < $1.key }) + [("thickness", thickness ?? [])] {
            guard field.allSatisfy(\.isFinite) else {
                throw .unphysical(file: file, key: "/Truth: \(name)", problem: "holds values that are not finite")
            }
        }
    }
}

extension FormatError {
    /// Something in a dataset that no simulation gives.
    fileprivate static func unphysical(file: String, key: String, problem: String) -> FormatError {
        .malformed(file: file, key: key, problem: problem, mend: "it is refused; make the file again")
    }
}
