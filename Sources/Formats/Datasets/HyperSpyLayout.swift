import Arrays
import Datasets

/// HyperSpy's file format 3.3 (https://hyperspy.org/rosettasciio/file_specification/hspy.html).
enum HyperSpyLayout {
    struct Signal {
        let name: String
        let data: HDF5Dataset
        let storage: Dataset.Storage
        let calibration: Calibration
    }

    /// Writes everything but the numbers themselves, and returns the dataset that waits for them.
    static func write(_ dataset: Dataset, to root: HDF5Group) throws -> HDF5Dataset {
        try root.attributes.write("HyperSpy", "file_format")
        try root.attributes.write("3.3", "file_format_version")
        let signal = try root.createGroup("Experiments").createGroup(linkName(dataset.name))
        let shape = dataset.shape
        let lengths = [shape.scanY, shape.scanX, shape.detectorY, shape.detectorX]
        let data = try signal.createDataset(
            "data", type: dataset.storage.hdf5Type, shape: lengths,
            packing: .chunks([1, 4, shape.detectorY, shape.detectorX]))
        for (index, axis) in dataset.calibration.axes.enumerated() {
            let attributes = try signal.createGroup("axis-\(index)").attributes
            try attributes.write("UniformDataAxis", "_type")
            try attributes.write(axis.name, "name")
            try attributes.write(axis.scale, "scale")
            try attributes.write(axis.offset, "offset")
            try attributes.write(Int64(lengths[index]), "size")
            try attributes.write(axis.units, "units")
            try attributes.write(index < 2, "navigate")
            try attributes.write(false, "is_binned")
        }
        let metadata = try signal.createGroup("metadata")
        try metadata.createGroup("General").attributes.write(dataset.name, "title")
        try metadata.createGroup("Signal").attributes.write("electron_diffraction", "signal_type")
        let microscope = try metadata.createGroup("Acquisition_instrument").createGroup("TEM").attributes
        if let energy = dataset.calibration.beamEnergy { try microscope.write(energy, "beam_energy") }
        // pyxem's name for the precession angle, mrad.
        if let angle = dataset.calibration.precessionAngle { try microscope.write(angle, "rocking_angle") }
        _ = try signal.createGroup("original_metadata")
        return data
    }

    /// A name that can be a single step of a path.
    private static func linkName(_ name: String) -> String {
        let name = String(name.map { $0 == "/" ? "-" : $0 })
        return ["", ".", ".."].contains(name) ? "__unnamed__" : name
    }

    /// Finds the one signal of a file and checks its axes.
    static func read(_ root: HDF5Group, stem: String) throws -> Signal {
        guard let experiments = try root.optionalGroup("Experiments") else {
            throw FormatError.malformed(
                file: root.file, key: "/Experiments", problem: "is missing",
                mend: "save the data with HyperSpy, signal.save(\"data.hspy\")")
        }
        let names = try experiments.names()
        guard let link = names.first else { throw experiments.malformed("", "holds no signal") }
        guard names.count == 1 else {
            throw FormatError.malformed(
                file: root.file, key: experiments.path, problem: "holds \(names.count) signals",
                mend: "save the one to use in a file of its own")
        }
        let group = try experiments.group(link)
        let data = try group.dataset("data")
        guard (3...4).contains(data.shape.count) else {
            throw data.malformed(
                "has \(data.shape.count) axes", "it must have one or two scan axes and two detector axes")
        }
        guard !data.shape.contains(0) else { throw data.malformed("is empty", "save a signal with patterns in it") }
        let axes = try data.shape.indices.map { index in
            try axis(group, index, length: data.shape[index], rank: data.shape.count)
        }
        let scan = axes.count == 4 ? axes[0] : Axis(name: "y", scale: axes[0].scale, offset: 0, units: axes[0].units)
        let metadata = try group.optionalGroup("metadata")
        let microscope = try metadata?.optionalGroup("Acquisition_instrument")?.optionalGroup("TEM")?.attributes
        let calibration = Calibration(
            scanY: scan, scanX: axes[axes.count - 3], detectorY: axes[axes.count - 2], detectorX: axes[axes.count - 1],
            beamEnergy: try number(microscope, "beam_energy"), precessionAngle: try number(microscope, "rocking_angle"))
        let title = known(try metadata?.optionalGroup("General")?.attributes.optionalString("title"))
        let name = title ?? (link == "__unnamed__" ? stem : link)
        return Signal(name: name, data: data, storage: try storage(data), calibration: calibration)
    }

    private static func axis(_ signal: HDF5Group, _ index: Int, length: Int, rank: Int) throws -> Axis {
        let isScan = index < rank - 2
        let group = try signal.group("axis-\(index)")
        let attributes = group.attributes
        func malformed(_ key: String, _ problem: String, _ mend: String) -> FormatError {
            .malformed(file: group.file, key: "\(group.path)@\(key)", problem: problem, mend: mend)
        }
        let kind = try attributes.optionalString("_type") ?? "UniformDataAxis"
        guard kind == "UniformDataAxis" else {
            throw malformed("_type", "is \(kind)", "make the axis uniform, axis.convert_to_uniform_axis()")
        }
        if let size = try attributes.optionalInt("size"), size != length {
            throw malformed("size", "is \(size), but the data has \(length)", "save the signal again with HyperSpy")
        }
        if let navigate = try attributes.optionalBool("navigate"), navigate != isScan {
            throw malformed(
                "navigate", "is \(navigate)", "use a signal with two detector axes, signal.transpose(signal_axes=2)")
        }
        let scale = try attributes.optionalDouble("scale") ?? 1
        let offset = try attributes.optionalDouble("offset") ?? 0
        guard scale.isFinite, scale != 0 else { throw malformed("scale", "is \(scale)", "calibrate the axis") }
        guard offset.isFinite else { throw malformed("offset", "is \(offset)", "calibrate the axis") }
        let fallback = Array(["y", "x", "ky", "kx"].suffix(rank))
        return Axis(
            name: known(try attributes.optionalString("name")) ?? fallback[index], scale: scale, offset: offset,
            units: AxisUnits.normalised(known(try attributes.optionalString("units")) ?? "px"))
    }

    /// HyperSpy writes None as `_None_` and an unknown name or unit as `<undefined>`.
    private static func known(_ text: String?) -> String? {
        guard let text, !["", "_None_", "<undefined>"].contains(text) else { return nil }
        return text
    }

    /// A number that may be missing or, as HyperSpy's None, a string.
    private static func number(_ attributes: HDF5Attributes?, _ name: String) throws -> Double? {
        guard let attributes, attributes.contains(name) else { return nil }
        if let text = try? attributes.string(name), known(text) == nil { return nil }
        let value = try attributes.double(name)
        return value.isFinite ? value : nil
    }

    static func storage(_ data: HDF5Dataset) throws -> Dataset.Storage {
        switch data.element {
        case .integer(1, false): .uint8
        case .integer(2, false): .uint16
        case .integer, .float: .float32
        default: throw data.malformed("holds no numbers", "save integers or floats, signal.change_dtype(\"uint16\")")
        }
    }
}

extension Dataset.Storage {
    var hdf5Type: HDF5NumberType {
        switch self {
        case .uint8: .uint8
        case .uint16: .uint16
        case .float32: .float32
        }
    }
}
