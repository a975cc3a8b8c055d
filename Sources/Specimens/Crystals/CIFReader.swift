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

    /// The atoms listed, and the labels of those without a displacement parameter.
    func atoms(
        _ block: CIFDocument.Block
    ) throws(SpecimenError) -> (sites: [CrystalStructure.Site], withoutB: [String]) {
        let labels = block.column(["_atom_site_label", "_atom_site_type_symbol"])
        let axes = ["x", "y", "z"].compactMap { block.column(["_atom_site_fract_\($0)"]) }
        guard let labels, !labels.isEmpty, axes.count == 3, axes.allSatisfy({ $0.count == labels.count }) else {
            throw .atomsMissing(file: file)
        }
        let types = block.column(["_atom_site_type_symbol"]) ?? labels
        var sites: [CrystalStructure.Site] = []
        var withoutB: [String] = []
        for (row, label) in labels.enumerated() {
            let type = types[row] == "." || types[row] == "?" ? label : types[row]
            guard let element = Element(label: type) else { throw .unknownElement(file: file, text: type) }
            var position = SIMD3<Double>.zero
            for axis in 0..<3 {
                position[axis] = try number(axes[axis][row], key: "_atom_site_fract_\(["x", "y", "z"][axis])")
            }
            let key = "_atom_site_occupancy"
            let occupancy = try optional(block, key, row) ?? 1
            guard occupancy > 0, occupancy <= 1.001 else {
                throw .outOfRange(file: file, key: key, text: "\(occupancy)", allowed: "above 0, up to 1")
            }
            let b = try displacement(block, row)
            if b == nil { withoutB.append(label) }
            sites.append(.init(element: element, position: position, occupancy: min(occupancy, 1), b: b ?? 0))
        }
        return (sites, withoutB)
    }

    /// B in Å², given as such or as U = B/8π².
    private func displacement(_ block: CIFDocument.Block, _ row: Int) throws(SpecimenError) -> Double? {
        for (key, scale) in [("_atom_site_b_iso_or_equiv", 1), ("_atom_site_u_iso_or_equiv", 8 * Double.pi * .pi)] {
            guard let value = try optional(block, key, row) else { continue }
            guard value >= 0 else {
                throw .outOfRange(file: file, key: key, text: "\(value)", allowed: "of 0 or more")
            }
            return value * scale
        }
        return nil
    }

    private func optional(_ block: CIFDocument.Block, _ key: String, _ row: Int) throws(SpecimenError) -> Double? {
        guard let column = block.column([key]), row < column.count, column[row] != ".", column[row] != "?" else {
            return nil
        }
        return try number(column[row], key: key)
    }

    /// A number, where a standard uncertainty in parentheses is left out.
    private func number(_ text: String, key: String) throws(SpecimenError) -> Double {
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

    /// Every operation on every site, with coinciding positions of one element merged.
    static func expanded(
        _ sites: [CrystalStructure.Site], by operations: [SymmetryOperation]
    ) -> [CrystalStructure.Site] {
        let tolerance = 1e-3
        var expanded: [CrystalStructure.Site] = []
        for site in sites {
            for operation in operations {
                let image = CrystalStructure.Site(
                    element: site.element, position: operation(site.position), occupancy: site.occupancy, b: site.b)
                let isKnown = expanded.contains {
                    $0.element == image.element && separation($0.position, image.position) < tolerance
                }
                if !isKnown { expanded.append(image) }
            }
        }
        return expanded
    }
}
