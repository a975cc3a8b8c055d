public import Arrays

/// How much of the diffracted intensity went through both crystals: it lies in beams that neither has alone.
public struct DoubleDiffraction: Sendable, Equatable {
    /// The share at each scan position, 0 to 1.
    public let shares: [Double]
    /// The largest share at any scan position: the number that is quoted.
    public let largest: Double
}

/// Reads double diffraction from beam intensities across a boundary whose first and last positions are pure.
///
/// A beam counts when its intensity is below 1e-4 of the incident beam in both pure crystals. No linear
/// mixture of the two pure patterns holds these beams.
/// - Parameters:
///   - intensities: scan position × beam, incident beam = 1.
///   - directBeam: index of the direct beam, which is no diffracted intensity.
/// - Returns: nil, when there are fewer than two positions, no such beam index, or a position without diffracted
///   intensity.
public func doubleDiffraction(intensities: Matrix<Double>, directBeam: Int) -> DoubleDiffraction? {
    guard intensities.rows > 1, (0..<intensities.columns).contains(directBeam) else { return nil }
    let last = intensities.rows - 1
    let forbidden = (0..<intensities.columns).filter {
        $0 != directBeam && intensities[0, $0] < 1e-4 && intensities[last, $0] < 1e-4
    }
    var shares: [Double] = []
    for position in 0...last {
        let row = intensities.row(position)
        let diffracted = VectorSums.sum(row) - row[directBeam]
        guard diffracted > 0, diffracted.isFinite else { return nil }
        shares.append(forbidden.reduce(0.0) { $0 + row[$1] } / diffracted)
    }
    return DoubleDiffraction(shares: shares, largest: shares.max() ?? 0)
}
