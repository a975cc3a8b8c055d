internal import Arrays
internal import Datasets
internal import Detection
internal import Quantities

/// Virtual apertures as people write them, for one dataset.
struct ChosenApertures {
    let dataset: Dataset
    /// The dataset's file, for messages.
    let file: String

    /// - Throws: `HarnessError` for what cannot be made of this dataset.
    func apertures(_ wanted: Workbench.VirtualImaging) throws -> [VirtualAperture] {
        let radius = try wanted.radius.map { try pixels($0, option: "--radius", whole: $0) }
        let isOpen = !wanted.brightField && wanted.darkField.isEmpty && wanted.apertures.isEmpty
        if isOpen {
            guard let truth = dataset.truth else {
                throw HarnessError.unfit(
                    file: file,
                    problem:
                        "holds no truth that could place apertures; give --bright-field with --radius, or --aperture")
            }
            return VirtualAperture.standard(of: truth, radius: radius)
        }
        return try (wanted.brightField ? [brightField(radius)] : [])
            + wanted.darkField.map { try darkField($0, radius) } + wanted.apertures.map(aperture)
    }

    private func brightField(_ radius: Double?) throws -> VirtualAperture {
        if let truth = dataset.truth { return VirtualAperture.brightField(of: truth, radius: radius) }
        guard let radius else {
            throw HarnessError.unfit(
                file: file, problem: "does not say how large the direct beam is; give --radius, such as \"6 px\"")
        }
        let place = directBeam
        return VirtualAperture(
            name: "bright field", kind: .brightField, discs: [.init(y: place[0], x: place[1], radius: radius)])
    }

    /// Row and column, pixels; the middle of the detector where the axes do not say it.
    private var directBeam: [Double] {
        dataset.directBeam ?? [dataset.shape.detectorY, dataset.shape.detectorX].map { Double($0 / 2) }
    }

    private func darkField(_ text: String, _ radius: Double?) throws -> VirtualAperture {
        guard let truth = dataset.truth else {
            throw HarnessError.badOption(
                name: "--dark-field", value: text,
                mend: "\(file) names no reflections; give --aperture with their place instead")
        }
        do {
            return try VirtualAperture.darkField(text, of: truth, radius: radius)
        } catch {
            throw HarnessError.badOption(name: "--dark-field", value: text, mend: "\(error)")
        }
    }

    /// "ky, kx, radius unit": in pixels from the centre of the first one, or in reciprocal length from the direct beam.
    private func aperture(_ text: String) throws -> VirtualAperture {
        let parts = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        let mend = "give ky, kx, radius and the unit, such as \"0.31, -0.22, 0.04 A^-1\" or \"80, 72, 4 px\""
        guard parts.count == 3, let y = Double(parts[0]), let x = Double(parts[1]), y.isFinite, x.isFinite else {
            throw HarnessError.badOption(name: "--aperture", value: text, mend: mend)
        }
        let size = String(text.split(separator: ",")[2])
        let radius = try pixels(size, option: "--aperture", whole: text)
        if (try? PixelLength(text: size)) != nil {
            return VirtualAperture(name: text, kind: .chosen, discs: [.init(y: y, x: x, radius: radius)])
        }
        // The same unit as the radius: its size in Å⁻¹ for each Å⁻¹ of a pixel.
        guard let unit = try? ReciprocalLength(text: size), unit.number != 0 else {
            throw HarnessError.badOption(name: "--aperture", value: text, mend: mend)
        }
        let scale = unit.value / unit.number
        let place = directBeam
        let (rows, columns) = (
            try self.size(dataset.calibration.detectorY, option: "--aperture", whole: text),
            try self.size(dataset.calibration.detectorX, option: "--aperture", whole: text)
        )
        return VirtualAperture(
            name: text, kind: .chosen,
            discs: [
                .init(
                    y: place[0] + y * scale / rows, x: place[1] + x * scale / columns, radius: radius)
            ])
    }

    /// A length on the detector, as pixels or as reciprocal length, in pixels.
    private func pixels(_ text: String, option: String, whole: String) throws -> Double {
        let mend = "give a length above 0 with its unit, such as \"4 px\" or \"0.04 A^-1\""
        if let length = try? PixelLength(text: text), length.value > 0 { return length.value }
        guard let length = try? ReciprocalLength(text: text), length.value > 0 else {
            throw HarnessError.badOption(name: option, value: whole, mend: mend)
        }
        return length.value / (try size(dataset.calibration.detectorX, option: option, whole: whole))
    }

    /// Å⁻¹ a pixel.
    ///
    /// - Throws: `HarnessError.badOption` for an axis without a calibration.
    private func size(_ axis: Axis, option: String, whole: String) throws -> Double {
        guard axis.units != "px", let size = try? ReciprocalLength(axis.scale, axis.units), size.value > 0 else {
            throw HarnessError.badOption(
                name: option, value: whole, mend: "\(file) has no calibrated detector; give pixels, such as \"4 px\"")
        }
        return size.value
    }
}
