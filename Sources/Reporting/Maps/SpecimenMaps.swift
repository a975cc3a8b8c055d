import Arrays
import Datasets

/// What the specimen is and what it looks like: true abundances, fields such as the thickness, virtual bright and dark
/// field, and a few observed patterns.
struct SpecimenMaps {
    let scan: MapScan
    let images: VirtualImages?

    private var picture: MapPicture { MapPicture(scan) }

    func html() throws -> HTML {
        """
        <figure class="wide"><div class="map-blocks">\(truth)\(fields)\(virtual)</div>\
        <figcaption><b>The specimen.</b> Abundances are white at 0 and black at 1; fields and virtual images are white at the \
        smallest and black at the largest value that is written below them.\(virtualCaption)</figcaption></figure>
        \(try patterns())
        """
    }

    private var truth: HTML {
        let pictures = scan.truth.members.indices.map { member -> HTML in
            let name = scan.known.memberNames[member]
            return picture.figure(
                picture.grey(scan.truth.abundances.row(member)),
                alternative: "True abundance of \(name) in \(scan.name)",
                caption: "<b class=\"\(Ink.member(member).rawValue)\">\(name)</b>")
        }
        return block("Truth", pictures)
    }

    private var fields: HTML {
        // A constant, in single precision, would be drawn as its rounding.
        let changing = scan.fields.filter { field in
            guard let low = field.values.min(), let high = field.values.max() else { return false }
            return high - low > 1e-5 * max(abs(low), abs(high))
        }
        let pictures = changing.map { field in
            ranged(field.values, title: field.title, unit: field.unit, alternative: "\(field.title) in \(scan.name)")
        }
        return pictures.isEmpty ? .empty : block("What changes", pictures)
    }

    private var virtual: HTML {
        guard let images else { return .empty }
        let pictures = images.images.map { image in
            ranged(
                image.values, title: Self.title(image.aperture), unit: "counts",
                alternative: "Virtual image of \(scan.name): \(Self.title(image.aperture))")
        }
        return block("Virtual images", pictures)
    }

    static func title(_ aperture: VirtualAperture) -> String {
        switch aperture.kind {
        case .brightField: "bright field"
        case .darkField: "dark field of \(aperture.name)"
        case .chosen: aperture.name
        }
    }

    private var virtualCaption: HTML {
        guard let images, let dark = images.images.first(where: { $0.aperture.kind == .darkField }) else {
            return .empty
        }
        return """
             Bright field is the sum of each pattern over the direct beam’s disc, a dark field the sum over all reflections \
            that only one crystal has (\(dark.aperture.discs.count) disc\(dark.aperture.discs.count == 1 ? "" : "s") for \(dark.aperture.name)).
            """
    }

    private func ranged(_ values: [Double], title: String, unit: String, alternative: String) -> HTML {
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        return picture.figure(
            picture.grey(values, from: low, to: high), alternative: alternative,
            caption: "\(title)<br/><small>\(Numbers.significant(low)) … \(Numbers.significant(high)) \(unit)</small>")
    }

    private func block(_ title: String, _ pictures: [HTML]) -> HTML {
        "<div class=\"map-block\"><p class=\"cell-title\">\(title)</p><div class=\"map-row\">\(pictures)</div></div>\n"
    }

    /// Observed patterns at a few positions, on the scale of the true patterns.
    private func patterns() throws -> HTML {
        let examples = scan.examples
        let dataset = scan.known.dataset
        var observed: [Int: [Float]] = [:]
        let wanted = Set(examples.map(\.position))
        try dataset.observations.forEachBlock { block in
            let columns = block.values.columns
            for position in wanted where (block.firstRow..<block.firstRow + block.values.rows).contains(position) {
                let start = (position - block.firstRow) * columns
                observed[position] = Array(block.values.elements[start..<start + columns])
            }
        }
        let crop = PatternCrop(dataset)
        let scale = PatternScale(dataset, truth: scan.truth)
        let bar = ScaleBar(dataset.calibration.detectorX, crop: crop)
        let pictures = examples.enumerated().compactMap { order, example -> HTML? in
            guard let pattern = observed[example.position] else { return nil }
            let grey = PatternImage.grey(crop.pixels(of: pattern), clip: scale.clip)
            let address = PatternImage.address(grey: grey, width: crop.width, height: crop.height)
            let name = scan.known.memberNames[example.member]
            let notes = scan.fields.map { field in
                ", \(field.title) \(Numbers.significant(field.values[example.position])) \(field.unit)"
            }
            return """
                <figure class="pattern"><div class="picture"><img data-kind="pattern" width="\(crop.width)" \
                height="\(crop.height)" alt="Observed pattern of \(scan.name) at \(scan.place(example.position))" \
                src="\(address)"/>\(order == 0 ? bar.overlay(crop: crop) : .empty)</div><figcaption>\
                <b class="\(Ink.member(example.member).rawValue)">\(name)</b>, \
                \(scan.place(example.position))\(notes.joined())</figcaption></figure>

                """
        }
        return """
            <figure class="wide"><div class="row maps">\(pictures)</div><figcaption><b>Observed patterns</b> where \
            one end member is alone.</figcaption></figure>

            """
    }
}
