import Metrics
import Testing

@Suite struct LineProfileTests {
    private static let truth = [0.0, 0.25, 0.5, 0.75, 1]

    @Test(
        "A map that begins at 0.5 or more crosses it at the first position, one below where it rises through it",
        arguments: [
            // The truth crosses 0.5 at position 2.
            (estimate: [0.5, 0.1, 0.2, 0.9, 1], shift: -2.0),
            (estimate: [0.7, 0.1, 0.2, 0.9, 1], shift: -2.0),
            (estimate: [0, 0.1, 0.2, 0.8, 1], shift: 0.5),
            (estimate: [0, 0.5, 0.6, 0.8, 1], shift: -1.0),
        ])
    func shift(estimate: [Double], shift: Double) throws {
        let profile = try LineProfile(truth: Self.truth, estimate: estimate)
        let value = try #require(profile.midShift.value)
        #expect(abs(value - shift) < 1e-12)
        // The same scan from the other end.
        let turned = try LineProfile(truth: Self.truth.reversed(), estimate: estimate.reversed())
        #expect(turned.midShift == profile.midShift)
    }

    @Test("The offset at the middle is interpolated to where the truth passes 0.5, at the last position, too")
    func offset() throws {
        let between = try LineProfile(truth: [0, 0.4, 0.8, 1], estimate: [0, 0.2, 0.6, 1])
        // A quarter of the way from position 1 to 2: 0.3.
        #expect(abs(try #require(between.midOffset.value) + 0.2) < 1e-12)
        let last = try LineProfile(truth: [0, 0.2, 0.5], estimate: [0, 0.1, 0.9])
        #expect(abs(try #require(last.midOffset.value) - 0.4) < 1e-12)
        let short = try LineProfile(truth: [0, 0.2, 0.4], estimate: [0, 0.1, 0.9])
        #expect(short.midOffset.value == nil && short.midShift.value == nil)
    }
}
