internal import Detection

/// A column through layers of A and B, and where the library has its pattern and those of A and B alone, equally thick.
struct LayeredColumn {
    let weight: Double
    /// Å of A, then of B.
    let thicknesses: [Double]
    let place: [Double]
    let pure: [[Double]]
    /// Of the end members; those behind A and B are not in the column.
    let members: Int

    /// The columns that add up to it.
    func columns(_ mixing: Mixing) -> [Column] {
        let thickness = thicknesses.reduce(0, +)
        func shares(_ share: (Int) -> Double) -> [Double] {
            (0..<members).map { $0 < thicknesses.count ? share($0) : 0 }
        }
        switch mixing {
        case .dynamic:
            return [
                Column(
                    weight: weight, library: 0, place: place, shares: shares { thicknesses[$0] / thickness },
                    thickness: thickness)
            ]
        case .linear:
            return thicknesses.indices.filter { thicknesses[$0] > 0 }.map { crystal in
                Column(
                    weight: weight * thicknesses[crystal] / thickness, library: 0, place: pure[crystal],
                    shares: shares { $0 == crystal ? 1 : 0 }, thickness: thickness)
            }
        }
    }
}
