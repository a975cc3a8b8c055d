internal import Glibc

extension Planting {
    /// Artefacts in a wire's scan, and those that are read with the observations or over all components.
    static let scans: [Planting] = [
        Planting(
            metrics: ["dark-field-agreement"], shows: .map,
            text: """
                A wave is added to the map that has nothing to do with the crystal, so large that the correlation with the \
                dark-field image becomes 0.8.
                """
        ) { scene in
            let map = scene.maps[0]
            let middle = Double(map.count - 1) / 2
            // Three full periods, even about the middle of the scan: uncorrelated with the map, which is odd about it.
            let wave = map.indices.map { cos(6 * .pi * (Double($0) - middle) / Double(map.count)) }
            func power(_ values: [Double]) -> Double {
                let mean = values.reduce(0, +) / Double(values.count)
                return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            }
            let amplitude = (power(map) / power(wave) * (1 / (0.8 * 0.8) - 1)).squareRoot()
            return .init(maps: [zip(map, wave).map { $0 + amplitude * $1 }] + scene.maps.dropFirst())
        },
        Planting(
            metrics: ["edge-lines", "edge-line-rows"], shows: .scan,
            text: """
                A wire between vacuum, crystal A above crystal B. In six of A's eight rows crystal B's map reads 0.1 at both \
                edges of the wire and 0 inside.
                """,
            member: 1
        ) { scene in
            let edges = [4, 11]
            let map = scene.maps[1].enumerated().map { position, value in
                let (y, x) = (position / PlantedScene.wireSide, position % PlantedScene.wireSide)
                return y < 6 && edges.contains(x) ? 0.1 : value
            }
            return .init(maps: [scene.maps[0], map, scene.maps[2]])
        },
        Planting(
            metrics: ["film-split"], shows: .scan,
            text: """
                A film lies under the left half of the wire. Crystal A's map reads 0.9 there instead of 1, and half of the \
                positions on either side deviate by +0.02, half by -0.02.
                """
        ) { scene in
            let map = scene.maps[0].enumerated().map { position, value in
                let (y, x) = (position / PlantedScene.wireSide, position % PlantedScene.wireSide)
                guard value == 1 else { return value }
                return (x < 8 ? 0.9 : 1) + ((y + x).isMultiple(of: 2) ? 0.02 : -0.02)
            }
            return .init(maps: [map] + scene.maps.dropFirst())
        },
        Planting(
            metrics: ["separating-components"], shows: .map,
            text: """
                One component holds the difference of the crystals, +1 in A and -1 in B; the second is the same everywhere.
                """
        ) { scene in
            let map = scene.maps[0]
            return .init(maps: [map.map { 2 * $0 - 1 }, map.map { _ in 1 }, map.map { _ in 0 }])
        },
    ]
}
