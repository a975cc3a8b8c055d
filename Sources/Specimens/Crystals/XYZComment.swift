/// A cell and the axes in which a file gives positions.
struct XYZFrame {
    let cell: UnitCell
    /// From positions in Å to fractional coordinates.
    let toFractional: Matrix3
}

/// Which word of a line is what.
struct XYZColumns {
    var species = 0
    var position = 1
    var occupancy: Int?
    var b: Int?
    /// From the column to B.
    var scale = 1.0

    func site(
        _ words: [String], frame: XYZFrame, file: String, line: Int
    ) throws(SpecimenError) -> CrystalStructure.Site {
        func number(_ index: Int) throws(SpecimenError) -> Double {
            guard index < words.count, let value = Double(words[index]), value.isFinite else {
                throw .malformedXYZ(file: file, line: line, reason: "column \(index + 1) is no number; write one")
            }
            return value
        }
        guard species < words.count, let element = Element(label: words[species]) else {
            throw .malformedXYZ(file: file, line: line, reason: "there is no element; begin with a symbol such as Ga")
        }
        let place = SIMD3(try number(position), try number(position + 1), try number(position + 2))
        let occupancy = try occupancy.map(number) ?? 1
        let b = try b.map(number).map { $0 * scale } ?? 0
        guard occupancy > 0, occupancy <= 1, b >= 0 else {
            throw .malformedXYZ(
                file: file, line: line, reason: "occupancy or b is out of range; give 0 to 1, and b of 0 or more")
        }
        let position = frame.toFractional * place
        for axis in 0..<3 where !(abs(position[axis]) <= CIFReader.farthest) {
            throw .malformedXYZ(
                file: file, line: line, reason: "the atom lies far outside the cell; give positions in Å")
        }
        return .init(element: element, position: position, occupancy: occupancy, b: b)
    }
}

/// The second line of an XYZ file: free text, or key=value pairs.
struct XYZComment {
    private let values: [String: String]

    init(_ text: String) {
        var values: [String: String] = [:]
        var rest = Substring(text)
        while let equals = rest.firstIndex(of: "=") {
            let key = rest[..<equals].split(whereSeparator: \.isWhitespace).last ?? ""
            rest = rest[rest.index(after: equals)...]
            let isQuoted = rest.first == "\""
            if isQuoted { rest = rest.dropFirst() }
            let value = rest.prefix { isQuoted ? $0 != "\"" : !$0.isWhitespace }
            values[key.lowercased()] = String(value)
            rest = rest[value.endIndex...].dropFirst()
        }
        self.values = values
    }

    func frame(file: String, cell: UnitCell?) throws(SpecimenError) -> XYZFrame {
        guard let text = values["lattice"] else {
            guard let cell else {
                throw .malformedXYZ(
                    file: file, line: 2,
                    reason:
                        "the cell is missing; write Lattice=\"ax ay az bx by bz cx cy cz\" in Å there, or give cell in the model"
                )
            }
            return XYZFrame(cell: cell, toFractional: cell.inverse)
        }
        let numbers = text.split(whereSeparator: { $0.isWhitespace || $0 == "," }).compactMap { Double($0) }
        guard numbers.count == 9, numbers.allSatisfy(\.isFinite) else {
            throw .malformedXYZ(file: file, line: 2, reason: "Lattice needs nine numbers; give the three edges in Å")
        }
        let edges = stride(from: 0, to: 9, by: 3).map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
        let basis = Matrix3(columns: edges[0], edges[1], edges[2])
        do {
            return XYZFrame(cell: try UnitCell(edges: edges), toFractional: basis.inverse)
        } catch {
            if case .impossibleCell(_, let reason) = error { throw .impossibleCell(file: file, reason: reason) }
            throw error
        }
    }

    func columns(file: String) throws(SpecimenError) -> XYZColumns {
        var columns = XYZColumns()
        guard let text = values["properties"] else { return columns }
        let parts = text.split(separator: ":").map { $0.lowercased() }
        guard parts.count.isMultiple(of: 3), parts.contains("species"), parts.contains("pos") else {
            throw .malformedXYZ(
                file: file, line: 2, reason: "Properties needs species:S:1 and pos:R:3; write name:type:count for each")
        }
        var place = 0
        for start in stride(from: 0, to: parts.count, by: 3) {
            switch parts[start] {
            case "species": columns.species = place
            case "pos": columns.position = place
            case "occupancy": columns.occupancy = place
            case "b", "b_iso": columns.b = place
            case "u_iso": (columns.b, columns.scale) = (place, 8 * Double.pi * .pi)
            default: break
            }
            guard let width = Int(parts[start + 2]), (1...1000).contains(width) else {
                throw .malformedXYZ(file: file, line: 2, reason: "\(parts[start]) has no number of columns; give one")
            }
            place += width
        }
        return columns
    }
}
