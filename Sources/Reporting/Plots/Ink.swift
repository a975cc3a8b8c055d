/// What a colour stands for on the whole page; Style gives each its colour, in light and in dark mode.
enum Ink: String {
    case memberA = "a"
    case memberB = "b"
    case memberC = "c"
    case memberD = "d"
    case oracle
    case truth
    case neutral

    /// The colour of the end member at `index`.
    static func member(_ index: Int) -> Ink {
        let inks: [Ink] = [.memberA, .memberB, .memberC, .memberD]
        return inks[index % inks.count]
    }

    /// The colour of the method at `index` where curves stand for methods and not for end members.
    static func method(_ index: Int) -> Ink {
        let inks: [Ink] = [.memberA, .memberB, .memberC, .memberD, .neutral]
        return inks[index % inks.count]
    }
}

/// How a line or a marker is drawn, so that methods differ in more than colour.
enum Stroke: String {
    case solid, dashed, dotted
    case dashDotted = "dash-dotted"
    case longDashed = "long-dashed"
    /// A wide pale line, drawn behind the others.
    case behind
    case thin

    /// Methods in the order of the record; up to five differ.
    static func method(_ index: Int) -> Stroke {
        let strokes: [Stroke] = [.solid, .dashed, .dotted, .dashDotted, .longDashed]
        return strokes[index % strokes.count]
    }
}
