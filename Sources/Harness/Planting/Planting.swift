/// An artefact of known size, and the metrics whose pages show it.
struct Planting: Sendable {
    let metrics: [String]
    let shows: Shown
    /// What was planted, in a sentence.
    let text: String
    /// The end member that is read and drawn.
    var member = 0
    let change: @Sendable (PlantedScene) -> PlantedScene.Change

    enum Shown: Sendable {
        case map, pattern, scree
        /// A map of the wire's scan in two dimensions.
        case scan
    }

    static let all = patterns + maps + whole + scans

    private static func ofPattern(
        _ metrics: [String], _ text: String, _ change: @escaping @Sendable (PlantedScene) -> [Double]
    ) -> Planting {
        Planting(metrics: metrics, shows: .pattern, text: text) { scene in
            .init(patterns: [change(scene)] + scene.patterns.dropFirst())
        }
    }

    /// Changes the map of A; position and value are given.
    private static func ofMap(
        _ metrics: [String], _ text: String, _ change: @escaping @Sendable (Int, Double) -> Double
    ) -> Planting {
        Planting(metrics: metrics, shows: .map, text: text) { scene in
            .init(maps: [scene.maps[0].enumerated().map { change($0.offset, $0.element) }] + scene.maps.dropFirst())
        }
    }

    private static let patterns: [Planting] = [
        ofPattern(
            ["pattern-angle", "pattern-ncc", "leakage", "leakage-fit"],
            "The estimated pattern is 80 % of crystal A's and 20 % of crystal B's, whose reflections appear weakly."
        ) { scene in zip(scene.patterns[0], scene.patterns[1]).map { 0.8 * $0 + 0.2 * $1 } },
        ofPattern(
            ["pseudo-subtraction", "dips"],
            "At two reflections of crystal B the background is lowered by 30 and by 10 %."
        ) { scene in
            let lowered = scene.pattern([scene.foreign[0]]) { 0.7 * $0 }
            var both = lowered
            for pixel in scene.disc(scene.foreign[1]) { both[pixel] *= 0.9 }
            return both
        },
        ofPattern(["shared-ratio"], "The reflections that both crystals have keep 40 % of their intensity.") { scene in
            zip(scene.patterns[0], PlantedScene.spots(scene.shared, height: PlantedScene.spotHeight))
                .map { $0 - 0.6 * $1 }
        },
        ofPattern(["direct-beam-ratio"], "The direct beam keeps half of its intensity.") { scene in
            scene.pattern([[24, 24]], radius: 3) { 0.5 * $0 }
        },
        ofPattern(
            ["shortfall", "display-difference"], "One of the four reflections that only crystal A has is missing."
        ) { scene in scene.pattern([scene.own[0]], radius: 4) { _ in PlantedScene.haze } },
    ]

    private static let maps: [Planting] = [
        ofMap(
            ["map-rmse", "map-rmse-gain", "max-deviation", "reconstruction-error"],
            "The map reads up to 0.2 too much inside the boundary."
        ) { position, value in value + 0.8 * value * (1 - value) },
        ofMap(["pure-offset"], "Where the crystal is pure the map reads 0.97, and 0.03 where it is absent.") {
            _, value in 0.03 + 0.94 * value
        },
        Planting(
            metrics: ["splitting"], shows: .map,
            text: """
                Crystal A is shared between two sources, which carry 60 and 40 % of it; the drawn map is the first one's.
                """
        ) { scene in
            .init(
                patterns: scene.patterns + [scene.patterns[0]],
                maps: [scene.maps[0].map { 0.6 * $0 }] + scene.maps.dropFirst() + [scene.maps[0].map { 0.4 * $0 }])
        },
        ofMap(["edge-rise"], "At the edge of the boundary the map reads 1.04, in the pure phase 1.") {
            position, value in
            position == 24 ? 1.04 : position == 23 ? 0.95 : value
        },
        ofMap(
            ["mid-offset", "mid-shift"], "The map's boundary lies two positions deeper inside the crystal."
        ) { position, _ in min(1, max(0, (Double(position) - 16) / 11)) },
        ofMap(["boundary-width-ratio"], "The map's boundary is half as wide as the true one.") { position, _ in
            min(1, max(0, (Double(position) - 16.75) / 5.5))
        },
        ofMap(
            ["non-monotonicity", "minima", "deepest-minimum"], "Inside the boundary the map falls back from 0.6 to 0.3."
        ) { position, value in position == 18 ? 0.6 : position == 19 ? 0.3 : value },
        Planting(
            metrics: ["third-source-mean", "third-source-max"], shows: .map,
            text:
                "The background is nowhere on this scan; its map rises to 0.2 at the boundary of the crystals all the same.",
            member: 2
        ) { scene in .init(maps: scene.maps.prefix(2) + [scene.maps[0].map { 0.8 * $0 * (1 - $0) }]) },
    ]

    private static let whole: [Planting] = [
        ofMap(
            ["negative-values"],
            "At ten positions without the crystal its map reads −0.2: a sum of 2 below zero beside 20 above."
        ) { position, value in (2..<12).contains(position) ? -0.2 : value },
        Planting(
            metrics: ["closest-patterns"], shows: .pattern,
            text: """
                The third source, which should be the background, is crystal A's pattern once more, with so much of B's \
                reflections that 10 degrees lie between the two.
                """,
            member: 2
        ) { scene in .init(patterns: scene.patterns.prefix(2) + [scene.neighbour(of: 0, degrees: 10)]) },
        Planting(
            metrics: ["amari"], shows: .pattern,
            text: "Each estimated pattern is 80 % of its own crystal's and 20 % of the other's; A's is drawn."
        ) { scene in
            func mixed(_ own: Int, _ other: Int) -> [Double] {
                zip(scene.patterns[own], scene.patterns[other]).map { 0.8 * $0 + 0.2 * $1 }
            }
            return .init(patterns: [mixed(0, 1), mixed(1, 0), scene.patterns[2]])
        },
        Planting(
            metrics: ["scree-rank", "scree-gap", "scree-contrast"], shows: .scree,
            text: "Five components stand above the rest by a factor of 10 in the singular values."
        ) { _ in
            .init(singularValues: [1000, 700, 500, 380, 300, 30, 27, 25, 23, 21.5, 20, 19])
        },
    ]
}
