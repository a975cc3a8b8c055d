internal import Quantities
internal import Specimens

/// `wire: {diameter: "140 nm", segments: [A, B, A], boundaries: ["200 nm", "400 nm"], bend: {...}}`; segments are equally long
/// where the file does not say where they end.
extension Nanowire {
    static let keys = ["diameter", "segments", "boundaries", "bend"]

    /// - Parameter length: of the field along the wire, Å.
    init(_ reader: YAMLReader, length: Double) throws(ModelError) {
        let diameter: Length = try reader.quantity("diameter", above: 0, atMost: 1e5, example: "\"140 nm\"")
        var segments: [Int] = []
        for value in try reader.list("segments", example: "[A, B, A]") {
            guard let crystal = ["A", "B"].firstIndex(of: value.text ?? "") else {
                throw reader.bad("segments", "names \(value.kindName)", mend: "write A or B for each segment")
            }
            segments.append(crystal)
        }
        guard !segments.isEmpty else { throw reader.bad("segments", "is an empty list", mend: "write [A, B, A]") }
        var boundaries = (1..<max(1, segments.count)).map {
            Length(internalValue: length * Double($0) / Double(segments.count))
        }
        if reader.value("boundaries") != nil {
            let values = try reader.list("boundaries", count: segments.count - 1, example: "[\"200 nm\", \"400 nm\"]")
            boundaries = []
            for value in values { boundaries.append(try Length(reading: value, path: reader.fullPath("boundaries"))) }
            guard zip(boundaries, boundaries.dropFirst()).allSatisfy({ $0.value < $1.value }) else {
                throw reader.bad("boundaries", "do not grow", mend: "write them in their order along the wire")
            }
        }
        self.init(
            diameter: diameter, segments: segments, boundaries: boundaries,
            bend: try WireBend(reader.section("bend", keys: WireBend.keys, optional: true)))
    }

    var yaml: YAMLValue {
        .map([
            "diameter": .quoted(diameter),
            "segments": YAMLValue(.list(segments.map { .word(["A", "B"][$0]) })),
            "boundaries": YAMLValue(.list(boundaries.map { .quoted($0) })),
            "bend": bend.yaml,
        ])
    }
}

/// `bend: {amount: "24 mrad", profile: localised, centre: 0.5, width: 0.05}`, places as shares of the length; `profile: even`
/// has neither. Without it the wire is straight.
extension WireBend {
    static let keys = ["amount", "profile", "centre", "width"]

    private enum Shape: String, CaseIterable {
        case localised, even
    }

    init(_ reader: YAMLReader) throws(ModelError) {
        let amount = try reader.quantity(
            "amount", default: Angle(internalValue: 0), atLeast: 0, atMost: 0.1, example: "\"24 mrad\"")
        let shape: Shape = try reader.word("profile", default: .localised)
        switch shape {
        case .localised:
            self.init(
                amount: amount,
                profile: .localised(
                    centre: try reader.number("centre", in: 0...1, default: 0.5),
                    width: try reader.number("width", in: 1e-3...10, default: 0.05)))
        case .even:
            for key in ["centre", "width"] where reader.value(key) != nil {
                throw reader.bad(key, "does nothing to an even bend", mend: "leave it out or use profile: localised")
            }
            self.init(amount: amount, profile: .even)
        }
    }

    var yaml: YAMLValue {
        switch profile {
        case .localised(let centre, let width):
            .map([
                "amount": .quoted(amount), "profile": .word(Shape.localised.rawValue), "centre": .number(centre),
                "width": .number(width),
            ])
        case .even: .map(["amount": .quoted(amount), "profile": .word(Shape.even.rawValue)])
        }
    }
}
