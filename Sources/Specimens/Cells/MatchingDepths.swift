/// Crystals that are sliced alike need periods along the beam that have a common multiple.
extension RectangularCell {
    /// As many periods of a crystal are looked at.
    private static let mostPeriods = 200

    /// Whether the periods of all crystals are in the ratio of small whole numbers.
    var depthsMatch: Bool {
        crystals.dropFirst().allSatisfy { fit in
            (1...Self.mostPeriods).contains { Self.misfit(Double($0) * fit.depth, crystals[0].depth) < 1e-6 }
        }
    }

    /// This cell with the other crystals stretched along the beam until their periods match the first one's.
    ///
    /// The multiple is the shortest one within `limit`, or the one with the least strain where there is no limit.
    /// - Returns: nil when every multiple up to `bound` (Å) strains a crystal by more than `limit`.
    func matchingDepths(within limit: Double?, upTo bound: Double) -> RectangularCell? {
        guard !depthsMatch else { return self }
        var fits = [crystals[0]]
        for fit in crystals.dropFirst() {
            let most = max(1, Int(bound / fit.depth))
            let stretched = (1...most).lazy.map {
                fit.stretched(by: Self.stretch(Double($0) * fit.depth, crystals[0].depth))
            }
            let chosen =
                if let limit {
                    stretched.first { $0.strain <= limit }
                } else {
                    stretched.min { $0.strain < $1.strain }
                }
            guard let chosen else { return nil }
            fits.append(chosen)
        }
        return RectangularCell(x: x, y: y, crystals: fits)
    }

    /// What makes `length` a whole number of periods.
    private static func stretch(_ length: Double, _ period: Double) -> Double {
        max(1, (length / period).rounded()) * period / length
    }

    private static func misfit(_ length: Double, _ period: Double) -> Double { abs(stretch(length, period) - 1) }
}

extension RectangularCell.Fit {
    fileprivate func stretched(by factor: Double) -> Self {
        let stretched = Matrix3(columns: [1, 0, 0], [0, 1, 0], [0, 0, factor]) * deformation
        return Self(
            depth: depth * factor, deformation: stretched, strain: stretched.minusIdentity.largestSingularValue)
    }
}
