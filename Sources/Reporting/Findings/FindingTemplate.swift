/// The text of a finding: our words, with places that are filled from records.
///
/// Markdown. `{{RECORD DATASET METHOD METRIC BOUND}}` becomes the score, and the page is refused where the score breaks the
/// bound: no sentence can be worded stronger than its number. With `over METHOD` before the bound it is the share of another
/// method's score. `{{RECORD extinction-length FAMILY static|damped
/// relativistic|non-relativistic BOUND}}` becomes a length, `{{figure RECORD DATASET METHOD ...}}` a picture. Of a rule for
/// precession `{{RECORD rule METHOD METRIC when}}` are its words, `{{RECORD rule METHOD METRIC held-out right BOUND}}` is how
/// often it is right, `{{figure RECORD rule METHOD METRIC held-out}}` the picture of its cases.
struct FindingTemplate {
    enum Part: Equatable {
        case text(String)
        case place(FindingPlace)
    }

    let parts: [Part]

    /// - Parameter file: names the template in messages.
    /// - Throws: `FindingError` for a place that cannot be understood.
    init(_ text: String, file: String) throws(FindingError) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            parts.append(.text(String(rest[..<open.lowerBound])))
            let inside = rest[open.upperBound...]
            guard let close = inside.firstRange(of: "}}") else {
                throw .badPlace(
                    file: file, place: String(inside.prefix(40)), problem: "has no end", mend: "close it with }}")
            }
            parts.append(.place(try FindingPlace(String(inside[..<close.lowerBound]), file: file)))
            rest = inside[close.upperBound...]
        }
        parts.append(.text(String(rest)))
        self.parts = parts
    }

    /// The heading of the page, for the list of findings; nil where there is none.
    var title: String? {
        guard case .text(let text) = parts.first else { return nil }
        return text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)) }
    }

    /// The records that have to be at hand, in the order of their mention.
    var records: [String] {
        parts.reduce(into: []) { names, part in
            guard case .place(let place) = part, !names.contains(place.record) else { return }
            names.append(place.record)
        }
    }
}
