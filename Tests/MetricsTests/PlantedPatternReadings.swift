import Arrays
import Metrics

/// Noisy input c with one pattern in the place of the first member's.
private func inC(_ read: @escaping @Sendable (Fixture) throws -> Double?) -> PlantedReading {
    { try read(try Fixture.c.get()) }
}

private func inA(_ read: @escaping @Sendable (Fixture) throws -> Double?) -> PlantedReading {
    { try read(try Fixture.a.get()) }
}

/// The first member's pattern with its first foreign disc lowered by a share of the background around it.
private func dipped(_ fixture: Fixture, by depth: Double) -> [Double] {
    var pattern = fixture.pattern(0)
    let aperture = fixture.foreign(to: 0)[0]
    let background = mean(pattern, at: aperture.annulus)
    for pixel in aperture.disc { pattern[pixel] -= depth * background }
    return pattern
}

private func pseudo(_ fixture: Fixture, _ estimate: [Double]) -> PseudoSubtraction {
    pseudoSubtraction(truth: fixture.pattern(0), estimate: estimate, foreign: fixture.foreign(to: 0))
}

/// A truth without reflections at the foreign discs on a background of 1, and one disc darker by `depth`.
private func flat(_ fixture: Fixture, _ depth: Double) -> PseudoSubtraction {
    let foreign = fixture.foreign(to: 0)
    let truth = [Double](repeating: 1, count: 4096)
    var estimate = truth
    for pixel in foreign[0].disc { estimate[pixel] -= depth }
    return pseudoSubtraction(truth: truth, estimate: estimate, foreign: foreign)
}

private func leak(_ fixture: Fixture, _ estimate: [Double]) -> Double? {
    leakage(intoMember: 0, truth: fixture.patterns, estimate: estimate, unique: fixture.apertures.unique).value
}

private func leakFit(_ fixture: Fixture, _ estimate: [Double]) -> Double? {
    leakageByFit(intoMember: 0, truth: fixture.patterns, estimate: estimate).value
}

private func direct(_ fixture: Fixture, disc factor: Double, all scale: Double = 1) -> Double? {
    var estimate = fixture.pattern(0).map { scale * $0 }
    for pixel in fixture.apertures.directBeam { estimate[pixel] *= factor }
    return directBeamRatio(truth: fixture.pattern(0), estimate: estimate, disc: fixture.apertures.directBeam).value
}

/// Input c's first member with the intensity of its shared reflections multiplied.
private func shared(_ fixture: Fixture, _ factor: Double) -> Double? {
    var estimate = fixture.pattern(0)
    for aperture in fixture.apertures.shared[0] {
        let background = mean(estimate, at: aperture.annulus)
        for pixel in aperture.disc { estimate[pixel] = background + factor * (estimate[pixel] - background) }
    }
    return sharedRatio(
        truth: fixture.pattern(0), estimate: estimate, shared: fixture.apertures.shared[0],
        unique: fixture.apertures.unique[0]
    ).value
}

private let zeros = [Double](repeating: 0, count: 4096)

let plantedPatternReadings: [String: PlantedReading] = {
    var readings: [String: PlantedReading] = [
        "truth angle": inC { spectralAngle(truth: $0.pattern(0), estimate: $0.pattern(0)).value },
        "truth ncc": inC { patternCorrelation(truth: $0.pattern(0), estimate: $0.pattern(0)).value },
        "zero pattern angle": inC { spectralAngle(truth: $0.pattern(0), estimate: zeros).value },
        "zero pattern ncc": inC { patternCorrelation(truth: $0.pattern(0), estimate: zeros).value },
        "constant pattern ncc": inC {
            patternCorrelation(truth: $0.pattern(0), estimate: zeros.map { $0 + 0.1 }).value
        },
        "angle of 5-deg rotation": {
            // cos 5° and sin 5° from a table.
            spectralAngle(truth: [1, 0], estimate: [0.99619469809174555, 0.087155742747658174]).value
        },
        "angle of -w signed": inC { spectralAngle(truth: $0.pattern(0), estimate: $0.pattern(0).map { -$0 }).value },
        "angle of -w unsigned": inC {
            spectralAngle(truth: $0.pattern(0), estimate: $0.pattern(0).map { -$0 }, signed: false).value
        },
        "pseudo truth": inC { pseudo($0, $0.pattern(0)).deepest },
        "leak truth": inC { leak($0, $0.pattern(0)) },
        "leak_nnls truth": inC { leakFit($0, $0.pattern(0)) },
        "shared truth": inC { shared($0, 1) },
        "shared planted 0.6": inC { shared($0, 0.6) },
        "shared no unique": {
            let b = try Fixture.b.get()
            return sharedRatio(
                truth: b.pattern(1), estimate: b.pattern(1), shared: b.apertures.shared[1],
                unique: b.apertures.unique[1]
            ).value
        },
        "direct truth": inC { direct($0, disc: 1) },
        "direct planted 0.3": inC { direct($0, disc: 0.3) },
        "direct scale-free": inC { direct($0, disc: 0.3, all: 7) },
        "pseudo without background": inA { fixture in
            var estimate = fixture.pattern(0)
            for pixel in fixture.foreign(to: 0)[0].disc { estimate[pixel] = -0.01 }
            return pseudo(fixture, estimate).deepest
        },
        "pseudo 1 % dip not significant": inC { Double(pseudo($0, dipped($0, by: 0.01)).significant) },
        "bright spot is not a dip": inC { pseudo($0, dipped($0, by: -0.5)).deepest },
        "leak swapped": inC { leak($0, $0.pattern(1)) },
        "leak zero pattern": inC { leak($0, zeros) },
        "leak_nnls zero pattern": inC { leakFit($0, zeros) },
        "leak exact on fig5 7%": inA { leak($0, mix($0.pattern(0), 0.93, $0.pattern(1), 0.07)) },
        "shortfall planted: one disc (r<=4) zeroed": inA { fixture in
            var estimate = fixture.pattern(0)
            for pixel in fixture.apertures.unique[0][0].disc { estimate[pixel] = 0 }
            return shortfall(truth: fixture.pattern(0), estimate: estimate).value
        },
        "shortfall truth": inA { shortfall(truth: $0.pattern(0), estimate: $0.pattern(0)).value },
        "shortfall LS truth x5": inC { shortfall(truth: $0.pattern(0), estimate: $0.pattern(0).map { 5 * $0 }).value },
        "shortfall zero": inC { shortfall(truth: $0.pattern(0), estimate: zeros).value },
    ]
    for (text, size) in [("0.07", 0.07), ("0.3", 0.3), ("1", 1)] {
        readings["pseudo planted \(text)"] = inC { pseudo($0, dipped($0, by: size)).deepest }
        readings["pseudo n significant \(text)"] = inC { Double(pseudo($0, dipped($0, by: size)).significant) }
        readings["pseudo planted \(text) flat background"] = inC { flat($0, size).deepest }
        readings["count flat \(text)"] = inC { Double(flat($0, size).significant) }
        readings["mean flat \(text)"] = inC { flat($0, size).mean }
    }
    for (text, size) in [("0.07", 0.07), ("0.25", 0.25), ("0.5", 0.5)] {
        readings["leak planted \(text)"] = inC { leak($0, mix($0.pattern(0), 1 - size, $0.pattern(1), size)) }
        readings["leak_nnls planted \(text)"] = inC { leakFit($0, mix($0.pattern(0), 1 - size, $0.pattern(1), size)) }
    }
    return readings
}()
