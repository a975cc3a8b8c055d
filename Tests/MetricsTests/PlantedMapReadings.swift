import Metrics

/// The map of figure 5's first member, changed, as a profile.
private func profile(
    _ change: @escaping @Sendable ([Double]) -> [Double], _ read: @escaping @Sendable (LineProfile) -> Double?
) -> PlantedReading {
    {
        let truth = try Fixture.a.get().map(0)
        return read(try LineProfile(truth: truth, estimate: change(truth)))
    }
}

/// A profile of its own against a truth that rises evenly.
private func rising(_ values: [Double], _ read: @escaping @Sendable (LineProfile) -> Double?) -> PlantedReading {
    {
        let truth = values.indices.map { Double($0) / Double(values.count - 1) }
        return read(try LineProfile(truth: truth, estimate: values))
    }
}

private let unchanged: @Sendable ([Double]) -> [Double] = { $0 }
private let constant: @Sendable ([Double]) -> [Double] = { $0.map { _ in 0.5 } }
private let swapped: @Sendable ([Double]) -> [Double] = { $0.map { 1 - $0 } }

/// One dip of 0.07; two dips, of 0.1 and, with a flat bottom, 0.2.
private let oneDip = [0, 0.2, 0.13, 0.5, 1]
private let twoDips = [0, 0.3, 0.2, 0.6, 0.4, 0.4, 0.8, 1]

private func deepest(_ values: [Double]) -> Double { interiorMinima(of: values).map(\.depth).max() ?? 0 }

/// Input c with vacuum's map at the boundary of A and B lifted: everywhere there, or at its first position.
private func third(
    _ lift: @escaping @Sendable (_ fixture: Fixture, _ map: inout [Double], _ boundary: [Int]) -> Void,
    _ read: @escaping @Sendable (ThirdSourceRise) -> Double
) -> PlantedReading {
    {
        let fixture = try Fixture.c.get()
        var map = fixture.map(2)
        let boundary = map.indices.filter { fixture.map(0)[$0] > 0.1 && fixture.map(1)[$0] > 0.1 && map[$0] == 0 }
        lift(fixture, &map, boundary)
        return thirdSourceRise(ofMember: 2, truth: fixture.maps, estimate: map).map(read)
    }
}

private func split(_ shares: [Double]) -> PlantedReading {
    {
        let fixture = try Fixture.a.get()
        let sum = fixture.pattern(0).reduce(0, +)
        return splitting(
            truth: fixture.map(0), maps: shares.map { share in fixture.map(0).map { share * $0 } },
            patternSums: shares.map { _ in sum }
        ).value
    }
}

let plantedMapReadings: [String: PlantedReading] = [
    "offset truth": profile(unchanged) { pureOffset(truth: $0.truth, estimate: $0.estimate).value },
    "offset planted .07": profile(
        { $0.map { 0.93 * $0 } },
        {
            pureOffset(truth: $0.truth, estimate: $0.estimate).value
        }),
    "offset no pure": { pureOffset(truth: [0, 0.5, 0.9], estimate: [0, 0.5, 0.9]).value },
    "edge truth": profile(unchanged) { $0.edgeRise.value },
    // Pure phase at 0.99, the first mixed position at 0.9995.
    "edge planted": profile(
        { truth in
            let first = truth.firstIndex { $0 < 1 } ?? 0
            return truth.indices.map { $0 == first ? 0.9995 : min(truth[$0], 0.99) }
        }, { $0.edgeRise.value }),
    "width truth": profile(unchanged) { $0.boundaryWidthRatio.value },
    "width step": profile({ $0.map { $0 > 0.5 ? 1 : 0 } }, { $0.boundaryWidthRatio.value }),
    "width half": profile({ $0.map { min(1, max(0, 2 * $0 - 0.5)) } }, { $0.boundaryWidthRatio.value }),
    "width constant": profile(constant) { $0.boundaryWidthRatio.value },
    "width affine-free": profile({ $0.map { 0.3 * $0 + 0.2 } }, { $0.boundaryWidthRatio.value }),
    "width swapped": profile(swapped) { $0.boundaryWidthRatio.value },
    "nonmono truth": profile(unchanged) { $0.nonMonotonicity.value },
    "nonmono swapped": profile(swapped) { $0.nonMonotonicity.value },
    "nonmono const": profile(constant) { $0.nonMonotonicity.value },
    "minima planted n": { Double(interiorMinima(of: oneDip).count) },
    "minima planted depth": { deepest(oneDip) },
    "nonmono planted dip": rising(oneDip) { $0.nonMonotonicity.value },
    "minima truth": profile(unchanged) { Double(interiorMinima(of: $0.estimate).count) },
    "minima const": profile(constant) { Double(interiorMinima(of: $0.estimate).count) },
    "two minima": { Double(interiorMinima(of: twoDips).count) },
    "plateau depth": { deepest(twoDips) },
    "nonmono two": rising(twoDips) { $0.nonMonotonicity.value },
    "mid truth": profile(unchanged) { $0.midOffset.value },
    "mid const": profile(constant) { $0.midOffset.value },
    // The truth falls along the scan: one position earlier is one position deeper in the member.
    "mid pos shift by 1": profile({ Array($0.dropFirst()) + [0] }, { $0.midShift.value }),
    "max_dev .07": profile(
        { truth in truth.indices.map { truth[$0] - ($0 == 12 ? 0.07 : 0) } },
        {
            largestDeviation(truth: $0.truth, estimate: $0.estimate).value
        }),
    "map rmse .07": profile({ $0.map { $0 + 0.07 } }, { mapError(truth: $0.truth, estimate: $0.estimate).value }),
    "split truth": split([1]),
    "split equal halves": split([0.5, 0.5]),
    "split zero extra": split([1, 0]),
    "third truth": third({ _, _, _ in }, \.largest),
    "third planted .07": third({ _, map, boundary in map[boundary[0]] += 0.07 }, \.largest),
    "third_mean planted .07": third({ _, map, boundary in for position in boundary { map[position] += 0.07 } }, \.mean),
    "third uniform lift is 0": third({ _, map, _ in for position in map.indices { map[position] += 0.07 } }, \.largest),
]
