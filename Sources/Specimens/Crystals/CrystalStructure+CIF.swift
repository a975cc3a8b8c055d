public import FoundationEssentials

extension CrystalStructure {
    /// Reads a CIF file: the first data block that has a cell, with its symmetry operations expanded. A file whose name
    /// ends in .xyz is read as extended XYZ.
    ///
    /// - Parameter cell: the cell of an .xyz file that has none of its own.
    /// - Throws: `SpecimenError`, naming the file and the key.
    public init(contentsOf url: URL, cell: UnitCell? = nil) throws(SpecimenError) {
        let text: String
        do {
            text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        } catch {
            throw .unreadableFile(url.path, reason: "the file cannot be read")
        }
        if url.pathExtension.lowercased() == "xyz" {
            try self.init(xyz: text, file: url.path, cell: cell)
        } else {
            try self.init(cif: text, file: url.path)
        }
    }

    /// Reads the text of a CIF file; `file` is what messages call it.
    ///
    /// Read are the keys of the cell, the symmetry operations, the space group's name and the loop of atoms; positions
    /// that fall together within 1e-3 of the cell are one atom.
    /// - Throws: `SpecimenError`, naming the file and the key.
    public init(cif text: String, file: String) throws(SpecimenError) {
        let blocks = try CIFDocument(text: text, file: file).blocks
        let reader = CIFReader(file: file)
        guard let block = blocks.first(where: { $0.item(["_cell_length_a"]) != nil }) ?? blocks.first else {
            throw .missingKey(file: file, key: "_cell_length_a")
        }
        let cell = try reader.cell(block)
        let spaceGroup = reader.spaceGroup(block)
        let operations = try reader.operations(block, spaceGroup: spaceGroup)
        let (listed, withoutB) = try reader.atoms(block, in: cell)
        guard listed.count * operations.count <= CIFReader.mostImages else {
            throw .outOfRange(
                file: file, key: "_atom_site_", text: "\(listed.count) atoms by \(operations.count) operations",
                allowed: "of \(CIFReader.mostImages) or less together")
        }
        var warnings: [String] = []
        if spaceGroup == nil && operations.count == 1 {
            warnings.append("\(file): no space group and no symmetry operations: taken as P 1")
        }
        if operations.count == 1 && listed.count >= 4 {
            warnings.append("\(file): P 1 with \(listed.count) atoms: centring is found from the positions")
        }
        if !withoutB.isEmpty {
            warnings.append(
                "\(file): no displacement parameter for \(withoutB.joined(separator: ", ")): B = 0; "
                    + "add _atom_site_B_iso_or_equiv or give debye-waller")
        }
        self.init(
            name: block.name, spaceGroup: spaceGroup ?? "P 1", cell: cell,
            sites: CIFReader.expanded(listed, by: operations), warnings: warnings)
    }
}
