internal import Metrics
public import Records

extension Workbench {
    /// A known truth with the artefact that a metric reads, and its reading; nil for a metric that has no example.
    ///
    /// - Throws: `MetricError` when the planted arrays do not fit each other.
    public static func plantedExample(of name: String) throws -> PlantedExample? {
        if name == "double-diffraction" { return try PlantedScene().doubleDiffraction }
        if name == "pattern-spread" { return try PlantedScene().patternSpread() }
        guard let planting = Planting.all.first(where: { $0.metrics.contains(name) }), let metric = Metric.named(name)
        else { return nil }
        let scene = try planting.shows == .scan ? PlantedScene.wire() : PlantedScene()
        let change = planting.change(scene)
        let member = planting.member
        let value = metric.score(try scene.comparison(change), member: member).value
        let picture: PlantedExample.Picture =
            switch planting.shows {
            case .map: .profile(truth: scene.maps[member], estimate: change.maps?[member] ?? scene.maps[member])
            case .pattern:
                .patterns(
                    truth: scene.patterns[member], estimate: change.patterns?[member] ?? scene.patterns[member],
                    side: PlantedScene.side)
            case .scan:
                .patterns(
                    truth: scene.maps[member], estimate: change.maps?[member] ?? scene.maps[member],
                    side: PlantedScene.wireSide)
            case .scree: .scree(change.singularValues ?? [])
            }
        return PlantedExample(planted: planting.text, picture: picture, value: value)
    }
}
