public import Datasets
public import FoundationEssentials

/// The kinds of files that virtual images are written to, by the end of their name.
public enum VirtualImageFormat: String, Sendable {
    case h5
    /// (image, scan y, scan x), float64.
    case npy
    /// All images side by side, each from black at its smallest value to white at its largest.
    case png

    /// - Throws: `FormatError.cannotWrite` for a name that says no format.
    public init(of url: URL) throws {
        switch url.pathExtension.lowercased() {
        case "h5", "hdf5": self = .h5
        case "npy": self = .npy
        case "png": self = .png
        default:
            throw FormatError.cannotWrite(
                file: url.path, reason: "its name does not end in .h5, .npy or .png; name the format so")
        }
    }

    /// - Throws: `FormatError.cannotWrite`.
    public func write(_ images: VirtualImages, to url: URL) throws {
        switch self {
        case .h5: try VirtualImageFile.write(images, to: url)
        case .npy:
            try NumPyArray.write(
                images.images.flatMap(\.values), shape: [images.images.count, images.scanY, images.scanX], to: url)
        case .png: try AtomicFile.write(Self.picture(images), to: url)
        }
    }

    private static func picture(_ images: VirtualImages) -> [UInt8] {
        let gap = 1
        let width = images.images.count * (images.scanX + gap) - gap
        var grey = [UInt8](repeating: 255, count: width * images.scanY)
        for (index, image) in images.images.enumerated() {
            let finite = image.values.filter(\.isFinite)
            let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
            for (position, value) in image.values.enumerated() {
                let (y, x) = (position / images.scanX, position % images.scanX)
                let shade = value.isFinite && high > low ? (value - low) / (high - low) : 0
                grey[y * width + index * (images.scanX + gap) + x] = UInt8((255 * shade).rounded())
            }
        }
        return PNG.encode(grey: grey, width: width, height: images.scanY)
    }
}
