import Arrays
import Datasets
import Records

/// An estimate's sources as pictures, in their own order: for datasets whose end members nobody knows.
struct SourcePictures {
    let estimate: StoredEstimate
    let dataset: Dataset
    let method: String

    var limit = 8
    private var sources: Range<Int> { 0..<min(estimate.patterns.rows, limit) }

    var patterns: HTML {
        let pictures = sources.map { source -> HTML in
            let picture = pattern(source)
            return """
                <figure class="pattern">\(picture.html)<figcaption><b class="\(Ink.member(source).rawValue)">\(source + 1)</b>\
                \(picture.isSigned ? ", vermilion above 0, blue below" : "")</figcaption></figure>
                """
        }
        return "<div class=\"row maps\">\(pictures)</div>\n"
    }

    private func pattern(_ source: Int) -> (html: HTML, isSigned: Bool) {
        let crop = PatternCrop(dataset)
        let bar = ScaleBar(dataset.calibration.detectorX, crop: crop)
        let turn = Float(sign(source))
        let pattern = estimate.patterns.row(source).map { turn * $0 }
        let clip = brightest(pattern)
        let isSigned = (pattern.min() ?? 0) < -0.01 * clip
        let pixels = crop.pixels(of: pattern)
        let address =
            isSigned
            ? PatternImage.address(
                rgb: PatternImage.diverging(pixels, clip: clip), width: crop.width, height: crop.height)
            : PatternImage.address(
                grey: PatternImage.grey(pixels, clip: clip), width: crop.width, height: crop.height)
        return (
            """
            <div class="picture"><img data-kind="\(isSigned ? "difference" : "pattern")" \
            width="\(crop.width)" height="\(crop.height)" alt="Pattern \(source + 1) that \(method) finds in \
            \(dataset.name)" src="\(address)"/>\(source == 0 ? bar.overlay(crop: crop) : .empty)</div>
            """, isSigned
        )
    }

    /// Each pattern above its map.
    var pairs: HTML {
        let pictures = MapPicture(dataset)
        return sources.map { source -> HTML in
            """
            <div class="component">\(pattern(source).html)<div class="loading">\(
                pictures.figure(
                    address(of: source, pictures), alternative: "Map \(source + 1) that \(method) finds in \(dataset.name)",
                    caption: "<b>\(source + 1)</b>"))</div></div>

            """
        }.joined()
    }

    /// Maps of a scan in two dimensions; a line has profiles only.
    var maps: HTML {
        let shape = dataset.shape
        guard shape.scanY > 1 else { return .empty }
        let pictures = MapPicture(dataset)
        let figures = sources.map { source -> HTML in
            """
            <figure class="pattern"><div class="picture"><img data-kind="map" width="\(shape.scanX)" \
            height="\(shape.scanY)" alt="Map \(source + 1) that \(method) finds in \(dataset.name)" \
            src="\(address(of: source, pictures))"/></div>\
            <figcaption><b class="\(Ink.member(source).rawValue)">\(source + 1)</b></figcaption></figure>
            """
        }
        return "<div class=\"row maps\">\(figures)</div>\n"
    }

    /// A map that has values below zero in two colours, another in grey.
    private func address(of source: Int, _ picture: MapPicture) -> HTML {
        let turn = sign(source)
        let map = estimate.maps.row(source).map { turn * $0 }
        let largest = map.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
        return (map.min() ?? 0) < -0.01 * largest ? picture.signed(map) : picture.grey(map, to: largest)
    }

    /// What turns a component of free sign so that its pattern is mostly above zero.
    private func sign(_ source: Int) -> Double {
        guard estimate.mapScaling == "least-squares" else { return 1 }
        return estimate.patterns.row(source).reduce(0.0) { $0 + Double($1) } < 0 ? -1 : 1
    }

    /// The largest absolute value outside the direct beam, taken as a disc of a twentieth of the detector.
    private func brightest(_ pattern: [Float]) -> Float {
        let (height, width) = (dataset.shape.detectorY, dataset.shape.detectorX)
        let radius = max(2, min(height, width) / 20)
        var largest: Float = 0
        for y in 0..<height {
            for x in 0..<width
            where (y - height / 2) * (y - height / 2) + (x - width / 2) * (x - width / 2) > radius * radius {
                let value = pattern[y * width + x]
                if value.isFinite { largest = max(largest, abs(value)) }
            }
        }
        return largest
    }
}

/// The maps of an estimate along the scan, divided by their largest absolute value.
struct SourceProfiles {
    let estimate: StoredEstimate
    let dataset: Dataset
    let method: String

    var plot: Plot {
        let shape = dataset.shape
        let axis = dataset.calibration.scanX
        let x = (0..<shape.scanX).map { axis.units == "px" ? Double($0 + 1) : Double($0) * abs(axis.scale) }
        let middle = shape.scanY / 2
        let lines = max(0, middle - 1)...min(shape.scanY - 1, middle + 1)
        var values: [Double] = [0, 1]
        var elements: [Plot.Element] = []
        for source in 0..<min(estimate.maps.rows, 8) {
            let map = estimate.maps.row(source)
            let largest = map.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
            let profile = (0..<shape.scanX).map { column in
                let sum = lines.reduce(0.0) { $0 + map[$1 * shape.scanX + column] }
                return largest > 0 ? sum / Double(lines.count) / largest : 0
            }
            values += profile.filter(\.isFinite)
            let points = zip(x, profile).filter { $0.1.isFinite }.map { Plot.Point(x: $0.0, y: $0.1) }
            elements.append(
                .line(points, ink: Ink.member(source), stroke: source < 4 ? .solid : .dashed, label: "\(source + 1)"))
        }
        return Plot(
            description: "Maps that \(method) finds in \(dataset.name), along the scan",
            x: Plot.Axis(
                title: axis.units == "px" ? "scan position" : "place along the scan (\(axis.units))",
                range: span(x, padding: 0)),
            y: Plot.Axis(title: "map / largest", range: span(values, padding: 0.04)), width: 400, height: 240,
            elements: elements)
    }
}
