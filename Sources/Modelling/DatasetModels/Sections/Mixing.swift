/// `mixing:`, how the pattern of a position comes about.
public enum Mixing: String, Sendable, CaseIterable {
    /// From the electrons' way through the specimen as it is there.
    case dynamic
    /// As linear unmixing assumes: from one pattern a member, or where crystals lie over each other from each one's pattern
    /// alone at the thickness of the whole column, by its share of the thickness.
    case linear
}
