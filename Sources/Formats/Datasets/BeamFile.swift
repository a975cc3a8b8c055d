import Arrays
public import Datasets
public import FoundationEssentials

/// Beam intensities of a simulation before any detector, in one HDF5 file: `/Beams` as in a dataset, and `/total`.
public enum BeamFile {
    /// - Parameter total: what of the incident beam is left within the band, at every position.
    /// - Throws: `FormatError.cannotWrite`.
    public static func write(_ beams: Beams, total: [Double], to url: URL) throws {
        try HDF5File.write(to: url) { root in
            try BeamsLayout.write(beams, shape: shape(positions: beams.intensity.rows), to: root)
            try root.write(total, shape: [total.count], as: "total")
        }
    }

    /// - Parameter isOwn: that a run of this program wrote it, and its digest was checked.
    /// - Throws: `FormatError` that names the file, the key and the mend.
    public static func read(_ url: URL, isOwn: Bool = false) throws -> (beams: Beams, total: [Double]) {
        try HDF5Rehearsal.read(url, isOwn: isOwn) {
            let root = try HDF5File(reading: url).root
            let total = try root.dataset("total").read(Double.self)
            guard let beams = try BeamsLayout.read(root, shape: shape(positions: total.count)) else {
                throw root.malformed("Beams", "is missing")
            }
            return (beams, total)
        }
    }

    private static func shape(positions: Int) -> ObservationShape {
        ObservationShape(scanY: 1, scanX: positions, detectorY: 1, detectorX: 1)
    }
}
