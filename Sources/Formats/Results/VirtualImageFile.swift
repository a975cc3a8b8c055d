public import Datasets
public import FoundationEssentials

/// Virtual images in one HDF5 file.
///
/// `/Virtual` with the attribute dataset; for each image `<i>` with attributes name and kind, its `image` (scan y, scan x;
/// counts) and its `discs` (disc; y, x, radius in pixels). The same images always give the same bytes.
public enum VirtualImageFile {
    /// - Throws: `FormatError.cannotWrite`.
    public static func write(_ images: VirtualImages, to url: URL) throws {
        try HDF5File.write(to: url) { root in
            try root.attributes.write("Twinbench virtual images", "file_format")
            try root.attributes.write(Int64(1), "file_format_version")
            let group = try root.createGroup("Virtual")
            try group.attributes.write(images.dataset, "dataset")
            for (index, image) in images.images.enumerated() {
                let part = try group.createGroup("\(index)")
                try part.attributes.write(image.aperture.name, "name")
                try part.attributes.write(image.aperture.kind.rawValue, "kind")
                try part.write(image.values, shape: [images.scanY, images.scanX], as: "image").attributes
                    .write("counts", "units")
                let discs = image.aperture.discs
                try part.write(discs.flatMap { [$0.y, $0.x, $0.radius] }, shape: [discs.count, 3], as: "discs")
                    .attributes.write("y, x, radius; px", "meaning")
            }
        }
    }

    /// - Parameter isOwn: that it lies in the folder of a run that wrote it.
    /// - Throws: `FormatError` that names the file, the key and the mend.
    public static func read(_ url: URL, isOwn: Bool = false) throws -> VirtualImages {
        try HDF5Rehearsal.read(url, isOwn: isOwn) { try stored(url) }
    }

    private static func stored(_ url: URL) throws -> VirtualImages {
        let root = try HDF5File(reading: url).root
        guard let group = try root.optionalGroup("Virtual") else {
            throw root.malformed("Virtual", "is missing: this is no file of virtual images")
        }
        var (scan, images) = ([0, 0], [VirtualImage]())
        for index in try group.names().indices {
            let part = try group.group("\(index)")
            let array = try part.dataset("image")
            guard array.shape.count == 2, index == 0 || array.shape == scan else {
                throw array.malformed("has the shape \(array.shape)", "make the images again")
            }
            scan = array.shape
            let discs = try part.dataset("discs")
            let numbers = try discs.read(Double.self, expecting: [discs.shape.first ?? 0, 3])
            images.append(
                VirtualImage(
                    aperture: VirtualAperture(
                        name: try part.attributes.string("name"),
                        kind: VirtualAperture.Kind(rawValue: try part.attributes.string("kind")) ?? .chosen,
                        discs: stride(from: 0, to: numbers.count, by: 3).map {
                            .init(y: numbers[$0], x: numbers[$0 + 1], radius: numbers[$0 + 2])
                        }), values: try array.read()))
        }
        return VirtualImages(
            dataset: try group.attributes.string("dataset"), scanY: scan[0], scanX: scan[1], images: images)
    }
}
