import Arrays
import Datasets

/// A map of a scan in two dimensions as a small picture with a caption below it.
struct MapPicture {
    let rows: Int
    let columns: Int

    init(_ scan: MapScan) { (rows, columns) = (scan.rows, scan.columns) }

    init(_ dataset: Dataset) { (rows, columns) = (dataset.shape.scanY, dataset.shape.scanX) }

    /// Pixels of the page for the longer side.
    private static let side = 168.0

    /// White at `low`, black at `high` and beyond.
    func grey(_ values: [Double], from low: Double = 0, to high: Double = 1) -> HTML {
        let shades = values.map { value -> UInt8 in
            let share = high > low && value.isFinite ? (value - low) / (high - low) : 0
            return UInt8(255 - (255 * min(max(share, 0), 1)).rounded())
        }
        return PatternImage.address(grey: shades, width: columns, height: rows)
    }

    /// White at zero, vermilion above, blue below; the scale ends at the largest absolute value.
    func signed(_ values: [Double]) -> HTML {
        let largest = values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
        let colours = values.flatMap { value -> [UInt8] in
            let share = largest > 0 && value.isFinite ? abs(value) / largest : 0
            let end: [Double] = value < 0 ? [0, 114, 178] : [213, 94, 0]
            return end.map { UInt8((255 - share * (255 - $0)).rounded()) }
        }
        return PatternImage.address(rgb: colours, width: columns, height: rows)
    }

    func figure(_ address: HTML, alternative: String, caption: HTML) -> HTML {
        let scale = Self.side / Double(max(rows, columns, 1))
        let width = max(40, (Double(columns) * scale).rounded())
        return """
            <figure class="map" style="width:\(width)px"><div class="picture"><img data-kind="map" width="\(columns)" \
            height="\(rows)" alt="\(alternative)" src="\(address)"/></div><figcaption>\(caption)</figcaption></figure>

            """
    }
}
