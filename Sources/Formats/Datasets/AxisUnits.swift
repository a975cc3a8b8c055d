/// Units of axes as Twinbench writes them. Programs spell the same unit in many ways; pyxem, for one, in TeX.
enum AxisUnits {
    private static let spellings: [String: [String]] = [
        "A^-1": ["1/A", "1/Å", "Å^-1", "Å⁻¹", "A⁻¹", "1/angstrom", "angstrom^-1"],
        "nm^-1": ["1/nm", "nm⁻¹"],
        "nm": ["nanometer", "nanometre"],
        "um": ["µm", "μm", "micron"],
        "A": ["Å", "angstrom"],
        "px": ["pixels", "pixel", "none"],
    ]

    private static let canonical: [String: String] = {
        let pairs = spellings.flatMap { unit, others in
            others.map { ($0.lowercased(), unit) } + [(unit.lowercased(), unit)]
        }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// The house's spelling of a unit; what is not known stays as it is.
    static func normalised(_ text: String) -> String {
        var plain = text.filter { !"${} \\".contains($0) }
        // TeX for Å.
        if plain.hasPrefix("AA") { plain = "Å" + plain.dropFirst(2) }
        if plain.hasPrefix("1/AA") { plain = "1/Å" + plain.dropFirst(4) }
        return canonical[plain.lowercased()] ?? text
    }
}
