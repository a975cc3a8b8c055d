extension CrystalStructure {
    /// Reads atoms of one's own from the text of an XYZ file: a count, a comment, and an atom a line.
    ///
    /// The comment of an extended file gives `Lattice="ax ay az bx by bz cx cy cz"` in Å and, where the columns are others
    /// than species and positions, `Properties=species:S:1:pos:R:3:occupancy:R:1:b:R:1` (ASE's convention). Read are the
    /// columns species, pos, occupancy and b (or b_iso, u_iso); others are skipped. The structure is P 1.
    /// - Parameters:
    ///   - file: what messages call the text.
    ///   - cell: the cell of a plain file, whose positions are along its Cartesian axes (a along x, b in the xy plane).
    /// - Throws: `SpecimenError`, naming the file and the line.
    public init(xyz text: String, file: String, cell: UnitCell?) throws(SpecimenError) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let first = lines.first, let count = Int(first.filter { !$0.isWhitespace }), count > 0 else {
            throw .malformedXYZ(file: file, line: 1, reason: "the number of atoms is missing; begin the file with it")
        }
        guard lines.count - 2 >= count else {
            throw .malformedXYZ(
                file: file, line: lines.count, reason: "\(count) atoms are announced and fewer listed; correct line 1")
        }
        let comment = XYZComment(String(lines[1]))
        let frame = try comment.frame(file: file, cell: cell)
        let columns = try comment.columns(file: file)
        var sites: [Site] = []
        for line in 2..<count + 2 {
            let words = lines[line].split(whereSeparator: \.isWhitespace).map(String.init)
            sites.append(try columns.site(words, frame: frame, file: file, line: line + 1))
        }
        var warnings = ["\(file): P 1: symmetry is not known, centring is found from the positions"]
        if columns.b == nil { warnings.append("\(file): no column b: B = 0; give debye-waller") }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        self.init(
            name: name.hasSuffix(".xyz") ? String(name.dropLast(4)) : name, cell: frame.cell, sites: sites,
            warnings: warnings)
    }
}
