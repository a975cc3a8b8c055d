import Arrays
import Datasets

/// `/Truth`: what a simulated dataset is made of.
///
/// `abundances` (member, scan y, scan x), `thickness` (scan y, scan x; Å), `fields/<name>` (scan y, scan x; with its unit), `apertures`
/// (attributes, pixels) and for each member `endmembers/<i>` with its `name`, `pattern` (ky, kx) and `reflections`: lists y, x (pixels), intensity
/// (counts), kind (0 unique, 1 shared) and label.
enum TruthLayout {
    /// - Throws: `FormatError.malformed` when truth or beams have other sizes than the observations, or are unphysical.
    static func validate(_ dataset: Dataset, file: String) throws {
        let shape = dataset.shape
        func require(_ isRight: Bool, _ key: String, _ problem: String) throws {
            guard isRight else {
                throw FormatError.malformed(
                    file: file, key: key, problem: problem, mend: "make it for the \(shape.sizes) of the observations")
            }
        }
        try require(shape.rowCount > 0 && shape.columnCount > 0, "observations", "are empty")
        if let beams = dataset.beams {
            try require(
                beams.intensity.rows == shape.rowCount, "/Beams/intensity", "has \(beams.intensity.rows) positions")
        }
        try dataset.beams?.requirePhysical(file: file)
        try dataset.truth?.requirePhysical(file: file)
        guard let truth = dataset.truth else { return }
        try require(
            truth.abundances.columns == shape.rowCount, "/Truth/abundances",
            "has \(truth.abundances.columns) positions")
        let thickness = truth.thickness?.count ?? shape.rowCount
        try require(thickness == shape.rowCount, "/Truth/thickness", "has \(thickness) positions")
        for (name, field) in truth.fields.sorted(by: { $0.key < $1.key }) {
            try require(field.count == shape.rowCount, "/Truth/fields/\(name)", "has \(field.count) positions")
        }
        for member in truth.members {
            try require(
                member.pattern.count == shape.columnCount, "/Truth/endmembers (\(member.name))",
                "has \(member.pattern.count) pixels")
        }
    }

    static func write(_ truth: GroundTruth, shape: ObservationShape, to root: HDF5Group) throws {
        let group = try root.createGroup("Truth")
        let scan = [shape.scanY, shape.scanX]
        try group.write(truth.abundances.elements, shape: [truth.members.count] + scan, as: "abundances")
        if let thickness = truth.thickness {
            try group.write(thickness, shape: scan, as: "thickness").attributes.write("A", "units")
        }
        if !truth.fields.isEmpty {
            let fields = try group.createGroup("fields")
            for (name, field) in truth.fields.sorted(by: { $0.key < $1.key }) {
                let stored = try fields.write(field, shape: scan, as: name)
                if let unit = GroundTruth.fieldUnits[name] { try stored.attributes.write(unit, "units") }
            }
        }
        try write(truth.apertures, to: group.createGroup("apertures").attributes)
        let members = try group.createGroup("endmembers")
        for (index, member) in truth.members.enumerated() {
            let group = try members.createGroup("\(index)")
            try group.attributes.write(member.name, "name")
            let size = [shape.detectorY, shape.detectorX]
            try group.write(member.pattern, shape: size, as: "pattern", packing: .chunks(size))
            try write(member.reflections, to: group.createGroup("reflections"))
        }
    }

    private static func write(_ reflections: [Reflection], to group: HDF5Group) throws {
        let shape = [reflections.count]
        try group.write(reflections.map(\.y), shape: shape, as: "y").attributes.write("px", "units")
        try group.write(reflections.map(\.x), shape: shape, as: "x").attributes.write("px", "units")
        try group.write(reflections.map(\.intensity), shape: shape, as: "intensity").attributes.write("counts", "units")
        let kinds = reflections.map { $0.kind == .unique ? UInt8(0) : 1 }
        try group.write(kinds, shape: shape, as: "kind").attributes.write("0 unique, 1 shared", "meaning")
        try group.write(reflections.map(\.label), as: "label")
    }

    private static func write(_ apertures: ReflectionApertures, to attributes: HDF5Attributes) throws {
        try attributes.write("px", "units")
        try attributes.write(apertures.disc, "disc")
        try attributes.write(apertures.annulusInner, "annulus-inner")
        try attributes.write(apertures.annulusOuter, "annulus-outer")
        try attributes.write(apertures.directBeam, "direct-beam")
        try attributes.write(apertures.centerY, "center-y")
        try attributes.write(apertures.centerX, "center-x")
    }

    /// The truth, or nil when the file holds none.
    static func read(_ root: HDF5Group, shape: ObservationShape) throws -> GroundTruth? {
        // A file of other people may carry abundances alone: without end members there is nothing to compare with.
        guard let group = try root.optionalGroup("Truth"), let list = try group.optionalGroup("endmembers") else {
            return nil
        }
        let scan = [shape.scanY, shape.scanX]
        let members = try (0..<list.names().count).map { index in
            let group = try list.group("\(index)")
            return EndMember(
                name: try group.attributes.string("name"),
                pattern: try group.dataset("pattern").read(Float.self, expecting: [shape.detectorY, shape.detectorX]),
                reflections: try readReflections(group.group("reflections")))
        }
        let abundances = try group.dataset("abundances").read(Double.self, expecting: [members.count] + scan)
        let truth = GroundTruth(
            members: members,
            abundances: Matrix(rows: members.count, columns: shape.rowCount, elements: abundances),
            thickness: try group.optionalDataset("thickness")?.read(expecting: scan),
            fields: try readFields(group.optionalGroup("fields"), scan: scan),
            apertures: try readApertures(group.group("apertures").attributes))
        try truth.requirePhysical(file: root.file)
        return truth
    }

    private static func readFields(_ group: HDF5Group?, scan: [Int]) throws -> [String: [Double]] {
        guard let group else { return [:] }
        let pairs = try group.names().map { ($0, try group.dataset($0).read(Double.self, expecting: scan)) }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func readReflections(_ group: HDF5Group) throws -> [Reflection] {
        let positions = try group.dataset("y")
        let size = [positions.count]
        let y = try positions.read(Double.self, expecting: size)
        let x = try group.dataset("x").read(Double.self, expecting: size)
        let intensity = try group.dataset("intensity").read(Double.self, expecting: size)
        let kinds = try group.dataset("kind").read(UInt8.self, expecting: size)
        let labels = try group.dataset("label").readStrings(expecting: size)
        guard kinds.allSatisfy({ $0 <= 1 }) else { throw group.malformed("kind", "holds other numbers than 0 and 1") }
        return y.indices.map { index in
            Reflection(
                y: y[index], x: x[index], intensity: intensity[index], kind: kinds[index] == 0 ? .unique : .shared,
                label: labels[index])
        }
    }

    private static func readApertures(_ attributes: HDF5Attributes) throws -> ReflectionApertures {
        ReflectionApertures(
            disc: try attributes.double("disc"), annulusInner: try attributes.double("annulus-inner"),
            annulusOuter: try attributes.double("annulus-outer"), directBeam: try attributes.double("direct-beam"),
            centerY: try attributes.double("center-y"), centerX: try attributes.double("center-x"))
    }
}

extension ObservationShape {
    /// "3 × 4 scan of 16 × 16 pixels".
    var sizes: String { "\(scanY) × \(scanX) scan of \(detectorY) × \(detectorX) pixels" }
}

extension HDF5Dataset {
    /// All elements, once it is certain that the dataset has the lengths `expected`.
    func read<T: HDF5Number>(_ type: T.Type = T.self, expecting expected: [Int]) throws -> [T] {
        try require(expected)
        return try read(type)
    }

    /// All strings, once it is certain that the dataset has the lengths `expected`.
    func readStrings(expecting expected: [Int]) throws -> [String] {
        try require(expected)
        return try readStrings()
    }

    private func require(_ expected: [Int]) throws {
        guard shape == expected else {
            throw malformed("has the shape \(shape), not \(expected)", "make it again so that it fits the observations")
        }
    }
}
