import Datasets

/// The EMD 1.0 tree of py4DSTEM (https://emdatasets.com/format, emdfile) over the bytes of the HyperSpy dataset.
enum EMDLayout {
    static func write(_ dataset: Dataset, data: HDF5Dataset, to root: HDF5Group) throws {
        try writeHeader(digest: dataset.provenance.digests["model"], to: root.attributes)
        let tree = try node(root, "datacube_root", "root", "Root")
        let cube = try node(tree, "datacube", "array", "DataCube")
        try cube.hardLink(data, as: "data")
        try data.attributes.write("counts", "units")
        for (index, (axis, name)) in zip(dataset.calibration.axes, ["Rx", "Ry", "Qx", "Qy"]).enumerated() {
            let values = try cube.write([axis.offset, axis.offset + axis.scale], shape: [2], as: "dim\(index)")
            try values.attributes.write(name, "name")
            try values.attributes.write(units(axis), "units")
        }
        let bundle = try tree.createGroup("metadatabundle")
        try bundle.attributes.write("metadatabundle", "emd_group_type")
        try writeCalibration(dataset.calibration, to: try node(bundle, "calibration", "metadata", "Calibration"))
    }

    private static func writeHeader(digest: String?, to attributes: HDF5Attributes) throws {
        try attributes.write("file", "emd_group_type")
        try attributes.write(Int64(1), "version_major")
        try attributes.write(Int64(0), "version_minor")
        try attributes.write(identifier(digest), "UUID")
        try attributes.write("Twinbench", "authoring_program")
        try attributes.write("", "authoring_user")
    }

    private static func writeCalibration(_ calibration: Calibration, to group: HDF5Group) throws {
        func put(_ dataset: HDF5Dataset, _ type: String) throws { try dataset.attributes.write(type, "type") }
        try put(group.write([calibration.detectorY.scale], shape: [], as: "Q_pixel_size"), "number")
        try put(group.write(units(calibration.detectorY), as: "Q_pixel_units"), "string")
        try put(group.write([calibration.scanX.scale], shape: [], as: "R_pixel_size"), "number")
        try put(group.write(units(calibration.scanX), as: "R_pixel_units"), "string")
        try put(group.write(false, as: "QR_flip"), "bool")
        try put(group.write("", as: "_root_treepath"), "string")
        let targets = try group.createGroup("_target_paths")
        try targets.attributes.write("list_of_strings", "type")
        try targets.attributes.write(Int64(1), "length")
        try targets.write("/datacube", as: "0")
    }

    private static func node(_ parent: HDF5Group, _ name: String, _ type: String, _ python: String) throws -> HDF5Group
    {
        let group = try parent.createGroup(name)
        try group.attributes.write(type, "emd_group_type")
        try group.attributes.write(python, "python_class")
        return group
    }

    /// py4DSTEM knows "A^-1", "mrad" and "pixels" on the detector.
    private static func units(_ axis: Axis) -> String { axis.units == "px" ? "pixels" : axis.units }

    /// A UUID from the first 32 hexadecimal digits of the model's digest, so that the same model gives the same file.
    private static func identifier(_ digest: String?) -> String {
        var digits = (digest ?? "").lowercased().filter { $0.isASCII && $0.isHexDigit }.prefix(32)
        if digits.count < 32 { digits = String(repeating: "0", count: 32)[...] }
        let ends = [8, 12, 16, 20, 32]
        let parts = zip([0] + ends, ends).map { digits.dropFirst($0).prefix($1 - $0) }
        return parts.joined(separator: "-")
    }
}
