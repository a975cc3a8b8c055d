import Arrays
import Datasets
import FoundationEssentials

/// EMD 1.0 as py4DSTEM 0.13 and later write it: the first `DataCube` of four axes in the tree.
extension EMDLayout {
    /// Whether the root of an HDF5 file is that of EMD 1.0.
    static func isPresent(in root: HDF5Group) -> Bool {
        (try? root.attributes.optionalString("emd_group_type")) == "file"
    }

    /// - Throws: `FormatError` that names the file, the key and the mend.
    static func read(_ root: HDF5Group, stem: String) throws -> Dataset {
        var groupsLeft = mostGroups
        guard let found = try cube(in: root, depth: 0, groupsLeft: &groupsLeft) else {
            throw FormatError.malformed(
                file: root.file, key: "/", problem: "holds no DataCube with four axes",
                mend: "save one with py4DSTEM, py4DSTEM.save(\"data.h5\", datacube)")
        }
        let (cube, tree) = found
        let data = try cube.dataset("data")
        guard !data.shape.contains(0) else { throw data.malformed("is empty", "save a data cube with patterns in it") }
        let axes = try data.shape.indices.map { try axis(cube, $0) }
        let stored = try tree.optionalGroup("metadatabundle")?.optionalGroup("calibration")
        return Dataset(
            name: stem, observations: try HDF5Rows(data), storage: try HyperSpyLayout.storage(data),
            calibration: Calibration(
                scanY: try calibrated(axes[0], stored, "R"), scanX: try calibrated(axes[1], stored, "R"),
                detectorY: try calibrated(axes[2], stored, "Q"), detectorX: try calibrated(axes[3], stored, "Q")),
            truth: nil, beams: nil, provenance: Provenance(measured: []))
    }

    /// Groups that are looked into: links can make a tree of a few go on without end.
    private static let mostGroups = 2000

    /// The first data cube in a tree, and the group below the file's root that holds its metadata.
    private static func cube(
        in group: HDF5Group, depth: Int, tree: HDF5Group? = nil, groupsLeft: inout Int
    ) throws -> (HDF5Group, HDF5Group)? {
        guard depth < 8 else { return nil }
        for name in try group.names() where groupsLeft > 0 {
            groupsLeft -= 1
            guard let child = try? group.group(name) else { continue }
            let isCube = (try? child.attributes.optionalString("python_class")) == "DataCube"
            if isCube, let data = try child.optionalDataset("data"), data.shape.count == 4 {
                return (child, tree ?? child)
            }
            let found = try cube(in: child, depth: depth + 1, tree: tree ?? child, groupsLeft: &groupsLeft)
            if let found { return found }
        }
        return nil
    }

    /// `dimN` holds the values of an axis, or its first two, or less where the axis has one position.
    private static func axis(_ cube: HDF5Group, _ index: Int) throws -> Axis {
        let names = ["y", "x", "ky", "kx"]
        guard let dim = try cube.optionalDataset("dim\(index)"), dim.shape.count == 1, (2...1 << 24).contains(dim.count)
        else { return .pixels(names[index]) }
        let values = try dim.read(Double.self, offset: [0], lengths: [2])
        let (scale, offset) = (values[1] - values[0], values[0])
        guard scale.isFinite, scale != 0, offset.isFinite else {
            throw dim.malformed("begins with \(values)", "calibrate the data cube")
        }
        let units = try dim.attributes.optionalString("units") ?? "pixels"
        return Axis(
            name: names[index], scale: scale, offset: offset, units: known(units))
    }

    /// The calibration stands in for axes that were left in pixels.
    private static func calibrated(_ axis: Axis, _ calibration: HDF5Group?, _ space: String) throws -> Axis {
        guard axis.units == "px", let calibration,
            let size = try? calibration.optionalDataset("\(space)_pixel_size")?.read(Double.self, expecting: []).first,
            let units = try? calibration.optionalDataset("\(space)_pixel_units")?.readStrings(expecting: []).first,
            known(units) != "px", size.isFinite, size != 0
        else { return axis }
        return Axis(
            name: axis.name, scale: size, offset: axis.offset / axis.scale * size, units: known(units))
    }

    private static func known(_ units: String) -> String { units.isEmpty ? "px" : AxisUnits.normalised(units) }
}
