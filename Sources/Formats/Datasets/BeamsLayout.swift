import Arrays
import Datasets

/// `/Beams`: `intensity` (scan y, scan x, beam; incident beam = 1) with `ky`, `kx` (beam; Å⁻¹) and `labels`.
enum BeamsLayout {
    static func write(_ beams: Beams, shape: ObservationShape, to root: HDF5Group) throws {
        let group = try root.createGroup("Beams")
        let count = beams.ky.count
        // Chunks of about a megabyte that cut no position's beams.
        let positions = max(1, (1 << 18) / max(1, count))
        try group.write(
            beams.intensity.elements, shape: [shape.scanY, shape.scanX, count], as: "intensity",
            packing: .chunks([max(1, positions / shape.scanX), positions, count]))
        try group.write(beams.ky, shape: [count], as: "ky").attributes.write("A^-1", "units")
        try group.write(beams.kx, shape: [count], as: "kx").attributes.write("A^-1", "units")
        try group.write(beams.labels, as: "labels")
        if let scale = beams.countsPerIncidentBeam { try group.attributes.write(scale, "counts_per_incident_beam") }
    }

    /// The beams, or nil when the file holds none.
    ///
    /// - Throws: `FormatError`, also for beams that carry more than the incident beam.
    static func read(_ root: HDF5Group, shape: ObservationShape) throws -> Beams? {
        guard let group = try root.optionalGroup("Beams") else { return nil }
        let positions = try group.dataset("ky")
        let count = positions.count
        let ky = try positions.read(Double.self, expecting: [count])
        let kx = try group.dataset("kx").read(Double.self, expecting: [count])
        let labels = try group.dataset("labels").readStrings(expecting: [count])
        let intensity = try group.dataset("intensity").read(
            Float.self, expecting: [shape.scanY, shape.scanX, count])
        let beams = Beams(
            ky: ky, kx: kx, intensity: Matrix(rows: shape.rowCount, columns: count, elements: intensity),
            labels: labels,
            countsPerIncidentBeam: try group.attributes.optionalDouble("counts_per_incident_beam"))
        try beams.requirePhysical(file: root.file)
        return beams
    }
}
