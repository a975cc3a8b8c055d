internal import FoundationEssentials
internal import Learning
internal import Metrics
internal import Modelling
internal import Records

extension Workbench {
    /// A thing that can be named, for people.
    public struct ListItem: Codable, Sendable {
        public var name: String
        public var title: String
        public var details: [String]
    }

    public static var methodList: [ListItem] {
        MethodCatalogue.all.map { method in
            ListItem(
                name: method.name, title: "\(method.title): \(method.summary)",
                details: method.options.map { "\($0.name) (\($0.defaultValue)): \($0.summary)" })
        }
    }

    public static var metricList: [ListItem] {
        ScoreStage.descriptions.map { metric in
            let best = metric.best.map { ", best \($0)" } ?? ""
            return ListItem(
                name: metric.name, title: "\(metric.title) [\(metric.unit)\(best)]", details: [metric.explanation])
        }
    }

    /// The model files in a folder.
    public static func modelList(in folder: String) -> [ListItem] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let file = "\(folder)/\(name)"
            do {
                let model = try DatasetModel(file: file)
                return ListItem(
                    name: file, title: model.title.isEmpty ? model.kind : model.title, details: [model.kind])
            } catch {
                return ListItem(name: file, title: "\(error)", details: [])
            }
        }
    }
}
