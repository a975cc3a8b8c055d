import Arrays
import Datasets
import Detection
import TestSupport
import Testing

@Suite struct ScanTests {
    /// One beam, whose intensity names the position: B at 0, a mixture at 1, A alone at 2 to 4.
    private static func pattern(of member: Int, by pure: Scan.PurePattern) throws -> Float {
        let detector = try detector()
        let share = [0, 0.5, 1, 1, 1]
        let scan = try Scan(
            beams: oneBeam(
                detector, y: detector.centerY, x: detector.centerX, intensities: [0.25, 0.5, 0.0625, 0.125, 0.75]),
            abundances: Matrix([share, share.map { 1 - $0 }]), thickness: share.map { _ in 10 }, purePattern: pure
        ).extraPureCopies(1)
        let dataset = try detector.record(
            scan, name: "line", seed: Seed(1), provenance: provenance, scanStep: 10, beamEnergy: 300, precessionAngle: 0
        ).dataset
        let members = try #require(dataset.truth).members
        return 0.25 * members[member].pattern.reduce(0, +) / members[1].pattern.reduce(0, +)
    }

    /// Inwards of the last position the probe may still reach across the boundary, so that the end stands for the member.
    /// The mean is that of 0.0625, 0.125 and twice 0.75, for the end has a copy.
    @Test(arguments: [(Scan.PurePattern.first, 0.0625), (.outermost, 0.75), (.mean, 0.421875)])
    func whichPositionsStandForAnEndMember(pure: Scan.PurePattern, expected: Double) throws {
        #expect(abs(Double(try Self.pattern(of: 0, by: pure)) - expected) < 1e-4)
    }
}
