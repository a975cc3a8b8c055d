/// A chemical element, Z = 1 ... 103.
public struct Element: Sendable, Hashable, CustomStringConvertible {
    public let atomicNumber: Int

    /// Nil outside 1 ... 103.
    public init?(atomicNumber: Int) {
        guard (1...Self.symbols.count).contains(atomicNumber) else { return nil }
        self.atomicNumber = atomicNumber
    }

    /// The element of a symbol such as "Ga", in any case; nil when there is none.
    public init?(symbol: String) {
        guard let index = Self.symbols.firstIndex(where: { $0.lowercased() == symbol.lowercased() }) else { return nil }
        atomicNumber = index + 1
    }

    /// The element that a CIF type symbol or label begins with, such as "Ga3+", "As12" or "D"; nil when there is none.
    package init?(label: String) {
        let letters = label.prefix { $0.isLetter }
        let candidates = [letters, letters.prefix(2), letters.prefix(1)].map(String.init)
        // Deuterium scatters electrons as hydrogen does.
        let element = candidates.lazy.compactMap { $0.uppercased() == "D" ? Element(symbol: "H") : Element(symbol: $0) }
        guard let first = element.first else { return nil }
        self = first
    }

    public var symbol: String { Self.symbols[atomicNumber - 1] }
    public var description: String { symbol }

    /// The symbols by atomic number, a period of the table a line (two for the long ones).
    private static let symbols = """
        H He
        Li Be B C N O F Ne
        Na Mg Al Si P S Cl Ar
        K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr
        Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe
        Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf
        Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn
        Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}
