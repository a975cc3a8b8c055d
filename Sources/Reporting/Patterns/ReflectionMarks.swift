import Datasets

/// Where reflections lie in a cropped picture, and what a reader sees on hover.
struct ReflectionMark {
    /// Pixels from the picture's upper left corner; the centre of the first pixel is (0.5, 0.5).
    let y: Double
    let x: Double
    let kind: Kind
    /// Such as "2 −2 0 · only A".
    let text: String
    let intensity: Double

    enum Kind: String {
        case unique, shared, double
    }

    /// The reflections of an end member, strongest first, at most `limit`.
    static func of(_ member: EndMember, crop: PatternCrop, limit: Int = 80) -> [ReflectionMark] {
        member.reflections.filter { crop.contains(y: $0.y, x: $0.x) }.sorted { $0.intensity > $1.intensity }
            .prefix(limit).map { reflection in
                let owner = reflection.kind == .unique ? "only \(member.name)" : "shared"
                let label = reflection.label.isEmpty ? "" : "\(overlined(reflection.label)) · "
                return ReflectionMark(
                    y: reflection.y - Double(crop.firstY) + 0.5, x: reflection.x - Double(crop.firstX) + 0.5,
                    kind: reflection.kind == .unique ? .unique : .shared, text: label + owner,
                    intensity: reflection.intensity)
            }
    }

    /// Circles over a picture of the crop's size; each names its reflection on hover.
    static func overlay(_ marks: [ReflectionMark], crop: PatternCrop, radius: Double, memberName: String) -> HTML {
        let circles = marks.map { mark -> HTML in
            """
            <circle class="\(mark.kind.rawValue)" cx="\(mark.x)" cy="\(mark.y)" r="\(radius)">\
            <title>\(mark.text) · \(Numbers.significant(mark.intensity)) counts</title></circle>
            """
        }
        return """
            <svg class="marks-overlay" viewBox="0 0 \(crop.width) \(crop.height)" tabindex="0" role="group" \
            aria-label="\(marks.count) reflections of \(memberName); arrow keys step through them">\(circles)</svg>
            """
    }

    /// Miller indices with a true minus sign.
    static func overlined(_ label: String) -> String {
        String(label.map { $0 == "-" ? "−" : $0 })
    }
}
