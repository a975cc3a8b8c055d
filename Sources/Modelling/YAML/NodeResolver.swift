import Yams

/// Turns the parser's tree into values: aliases expanded within limits, merge keys (`<<`) merged.
struct NodeResolver {
    let origin: String
    let showsLines: Bool
    private var count = 0

    init(origin: String, showsLines: Bool) {
        self.origin = origin
        self.showsLines = showsLines
    }

    mutating func value(of node: Node, depth: Int) throws(ModelError) -> YAMLValue {
        let place = showsLines ? node.mark.map { "\(origin):\($0.line)" } ?? origin : origin
        count += 1
        guard count <= YAMLDocument.valueLimit else {
            throw .tooLarge(
                origin: origin, problem: "its aliases expand to more than \(YAMLDocument.valueLimit) values")
        }
        guard depth <= YAMLDocument.depthLimit else {
            throw .tooLarge(origin: place, problem: "values are nested more than \(YAMLDocument.depthLimit) deep")
        }
        switch node {
        case .scalar(let scalar):
            return YAMLValue(
                .scalar(scalar.string, quoted: scalar.style != .plain && scalar.style != .any), origin: place)
        case .sequence(let sequence):
            var elements: [YAMLValue] = []
            for element in sequence { elements.append(try value(of: element, depth: depth + 1)) }
            return YAMLValue(.list(elements), origin: place)
        case .mapping(let mapping):
            return YAMLValue(.map(try entries(of: mapping, at: place, depth: depth)), origin: place)
        case .alias:
            throw .syntax(origin: place, problem: "an alias has no anchor", mend: "define the anchor first")
        }
    }

    /// Own entries first, in their order; a merged entry stands behind them unless its key is there already.
    private mutating func entries(
        of mapping: Node.Mapping, at place: String, depth: Int
    ) throws(ModelError) -> [(key: String, value: YAMLValue)] {
        var own: [(key: String, value: YAMLValue)] = []
        var merged: [(key: String, value: YAMLValue)] = []
        for (key, node) in mapping {
            guard case .scalar(let name) = key else {
                throw .syntax(origin: place, problem: "a key is a list or a map", mend: "write keys as plain words")
            }
            let content = try value(of: node, depth: depth + 1)
            guard name.string == "<<", name.style == .plain else {
                own.append((name.string, content))
                continue
            }
            for source in content.elements ?? [content] {
                guard let entries = source.entries else {
                    throw .syntax(
                        origin: place, problem: "\"<<\" merges something that is no map",
                        mend: "refer to a map, as in <<: *name")
                }
                merged += entries
            }
        }
        var seen = Set(own.map(\.key))
        return own + merged.filter { seen.insert($0.key).inserted }
    }
}
