/// The meaning of a CIF data block's keys.
struct CIFReader {
    let file: String

    func cell(_ block: CIFDocument.Block) throws(SpecimenError) -> UnitCell {
        func value(_ key: String) throws(SpecimenError) -> Double {
            guard let text = block.item([key]) else { throw .missingKey(file: file, key: key) }
            return try number(text, key: key)
        }
        func angle(_ key: String) throws(SpecimenError) -> Double {
            let degrees = try value(key)
            return degrees == 90 ? .pi / 2 : degrees * .pi / 180
        }
        do {
            return try UnitCell(
                a: value("_cell_length_a"), b: value("_cell_length_b"), c: value("_cell_length_c"),
                alpha: angle("_cell_angle_alpha"), beta: angle("_cell_angle_beta"), gamma: angle("_cell_angle_gamma"))
        } catch {
            if case .impossibleCell(_, let reason) = error { throw .impossibleCell(file: file, reason: reason) }
            throw error
        }
    }

    /// The Hermann-Mauguin symbol, or the number where only that is given.
    func spaceGroup(_ block: CIFDocument.Block) -> String? {
        block.item([
            "_symmetry_space_group_name_h-m", "_space_group_name_h-m_alt", "_symmetry_int_tables_number",
            "_space_group_it_number",
        ])
    }

    func operations(
        _ block: CIFDocument.Block, spaceGroup: String?
    ) throws(SpecimenError) -> [SymmetryOperation] {
        let texts = block.column([
            "_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz", "_space_group_symop.operation_xyz",
        ])
        var operations: [SymmetryOperation] = []
        for text in texts ?? [] {
            guard let operation = SymmetryOperation(text: text) else {
                throw .malformedOperation(file: file, text: text)
            }
            operations.append(operation)
        }
        let isTrivial = operations.allSatisfy { $0 == .identity }
        let group = (spaceGroup ?? "P 1").filter { !$0.isWhitespace }.uppercased()
        if isTrivial, group != "P1", group != "1" {
            throw .operationsMissing(file: file, spaceGroup: spaceGroup ?? "P 1")
        }
        return isTrivial ? [.identity] : operations
    }

    /// The atoms listed, and the elements of which some have no displacement parameter.
    func atoms(
        _ block: CIFDocument.Block, in cell: UnitCell
    ) throws(SpecimenError) -> (sites: [CrystalStructure.Site], withoutB: [String]) {
        let rows = block.rows(with: "_atom_site_fract_x")
        guard !rows.isEmpty else { throw .atomsMissing(file: file) }
        let anisotropic = try AnisotropicDisplacements(block, file: file, cell: cell)
        var sites: [CrystalStructure.Site] = []
        var withoutB: [String] = []
        for row in rows {
            guard let type = row["_atom_site_type_symbol"] ?? row["_atom_site_label"] else {
                throw .atomsMissing(file: file)
            }
            guard let element = Element(label: type) else { throw .unknownElement(file: file, text: type) }
            let label = row["_atom_site_label"] ?? type
            var position = SIMD3<Double>.zero
            for (axis, key) in ["_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z"].enumerated() {
                guard let text = row[key] else { throw .missingKey(file: file, key: "\(key) of \(label)") }
                let value = try number(text, key: "\(key) of \(label)")
                guard abs(value) <= Self.farthest else {
                    throw .outOfRange(
                        file: file, key: "\(key) of \(label)", text: text, allowed: "in units of the cell")
                }
                position[axis] = value
            }
            let key = "_atom_site_occupancy"
            let occupancy = try optional(row, key, of: label) ?? 1
            guard occupancy > 0, occupancy <= 1.001 else {
                throw .outOfRange(
                    file: file, key: "\(key) of \(label)", text: "\(occupancy)", allowed: "above 0, up to 1")
            }
            let b = try displacement(row, of: label) ?? anisotropic.equivalents[label]
            if b == nil, !withoutB.contains(element.symbol) { withoutB.append(element.symbol) }
            sites.append(.init(element: element, position: position, occupancy: min(occupancy, 1), b: b ?? 0))
        }
        return (sites, withoutB)
    }

    /// B in Å², given as such or as U = B/8π².
    private func displacement(_ row: [String: String], of label: String) throws(SpecimenError) -> Double? {
        for (key, scale) in [("_atom_site_b_iso_or_equiv", 1), ("_atom_site_u_iso_or_equiv", 8 * Double.pi * .pi)] {
            guard let value = try optional(row, key, of: label) else { continue }
            guard value >= 0 else {
                throw .outOfRange(file: file, key: "\(key) of \(label)", text: "\(value)", allowed: "of 0 or more")
            }
            return value * scale
        }
        return nil
    }

    private func optional(_ row: [String: String], _ key: String, of label: String) throws(SpecimenError) -> Double? {
        guard let text = row[key] else { return nil }
        return try number(text, key: "\(key) of \(label)")
    }

    /// A number, where a standard uncertainty in parentheses is left out.
    func number(_ text: String, key: String) throws(SpecimenError) -> Double {
        var digits = text
        if text.last == ")", let open = text.firstIndex(of: "(") {
            let uncertainty = text[text.index(after: open)...].dropLast()
            if !uncertainty.isEmpty, uncertainty.allSatisfy(\.isNumber) { digits = String(text[..<open]) }
        }
        // Double reads "nan", "inf" and hexadecimal as well, which no CIF means.
        guard digits.allSatisfy({ "+-.eE0123456789".contains($0) }), let value = Double(digits), value.isFinite else {
            throw .badNumber(file: file, key: key, text: text)
        }
        return value
    }

    /// Positions farther from the cell are no positions in it.
    static let farthest = 1e6
    /// Atoms of a cell, before those that coincide are merged.
    static let mostImages = 1_000_000

    /// Every operation on every site, with coinciding positions of one element merged.
    static func expanded(
        _ sites: [CrystalStructure.Site], by operations: [SymmetryOperation]
    ) -> [CrystalStructure.Site] {
        let tolerance = 1e-3
        var expanded: [CrystalStructure.Site] = []
        var grid = PositionGrid(reach: SIMD3(repeating: tolerance))
        for site in sites {
            for operation in operations {
                let image = CrystalStructure.Site(
                    element: site.element, position: operation(site.position), occupancy: site.occupancy, b: site.b)
                let isKnown = grid.candidates(near: image.position).contains { index in
                    let other = expanded[index]
                    return other.element == image.element && separation(other.position, image.position) < tolerance
                }
                if isKnown { continue }
                grid.add(expanded.count, at: image.position)
                expanded.append(image)
            }
        }
        return expanded
    }
}
