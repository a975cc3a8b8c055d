/// A way to fail that looks like success: the method separates the two ends of a scan from its middle instead of one crystal
/// from the other. Both ends then read alike in one map.
struct EndsAgainstMiddle {
    let member: String
    /// The map where the scan starts, in the middle of what changes, and where it ends.
    let start: Double
    let middle: Double
    let end: Double

    /// - Returns: nil when the scan does not run from one pure member to another, or the map tells them apart.
    init?(_ view: EstimateView, on scan: LineScan) {
        let runs = scan.runs
        guard runs.start > 0, runs.end > 0, runs.mixed > 2, let map = view.map(0) else { return nil }
        let abundance = scan.abundance(0)
        guard abs(abundance[0] - abundance[scan.count - 1]) > 0.99 else { return nil }
        let middlePosition = runs.start + runs.mixed / 2
        (start, middle, end) = (map[0], map[middlePosition], map[scan.count - 1])
        member = scan.memberNames[0]
        // Alike: closer to each other than either is to the middle, and that by far.
        let apart = abs(start - end)
        guard apart < 0.3, abs(middle - (start + end) / 2) > 2 * apart, abs(middle - (start + end) / 2) > 0.3 else {
            return nil
        }
    }

    func sentence(method: String) -> HTML {
        """
        <p class="finding"><strong>\(method) sets the ends of this scan against its middle.</strong> Its map of \(member) reads \
        \(Numbers.significant(start)) where the scan starts, \(Numbers.significant(end)) where it ends and \
        \(Numbers.significant(middle)) in between, although one end has no \(member) at all: it has separated pure from mixed \
        patterns, and not one crystal from the other.</p>

        """
    }
}
