import Arrays
import Datasets

/// Small pictures of maps of one dataset: of a line scan curves before the truth's and the oracle's, else pictures.
struct MapThumbnails {
    private let known: KnownDataset
    private let line: LineScan?
    private let oracle: EstimateView?
    /// What the truth's and the oracle's curves are called, which stand in the page once.
    private let behind: String

    private static let (width, height) = (240.0, 84.0)

    init(_ known: KnownDataset, id: String, oracle: EstimateView?) {
        self.known = known
        self.oracle = oracle
        line = LineScan(known)
        behind = "behind-\(id)"
    }

    private var members: Range<Int> { known.truth.members.indices }

    var note: String {
        guard let line else { return "Maps below, white at 0 and black at 1 or more." }
        let others = oracle == nil ? "" : ", the oracle’s wide and pale"
        return "Below, the maps over the \(line.xTitle), from 0 to 1: the truth’s curves thin\(others)."
    }

    var truth: HTML {
        guard line != nil else {
            return pictures({ known.truth.abundances.row($0) }, title: "truth", dataset: known.name)
        }
        let ideal = oracle.map { view in
            members.map { member in view.map(member).map { curve($0, "line behind oracle") } ?? .empty }
        }
        let thin = members.map { curve(known.truth.abundances.row($0), "line thin truth") }
        return plot("<g id=\"\(behind)\">\(ideal ?? [])\(thin)</g>", "True maps in \(known.name)")
    }

    func picture(_ view: EstimateView, title: String, dataset: String) -> HTML {
        guard line != nil else { return pictures(view.map, title: title, dataset: dataset) }
        let curves = members.map { member in
            view.map(member).map { curve($0, "line \(Ink.member(member).rawValue)") } ?? .empty
        }
        return plot("<use href=\"#\(behind)\"/>\(curves)", "Maps of \(title) in \(dataset), before the truth’s")
    }

    private func plot(_ body: HTML, _ description: String) -> HTML {
        """
        <svg class="plot small" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(description)">\
        <rect class="frame" x=".5" y=".5" width="\(Self.width - 1)" height="\(Self.height - 1)"/>\(body)</svg>
        """
    }

    /// A curve within the frame, from a tenth below 0 to a tenth above 1; what lies beyond is drawn at the frame.
    private func curve(_ map: [Double], _ style: String) -> HTML {
        guard let line, map.count == line.count, let low = line.x.min(), let high = line.x.max(), high > low else {
            return .empty
        }
        let points = line.distinctEnds.map { position -> String in
            let value = map[position].isFinite ? min(max(map[position], -0.1), 1.1) : 0
            let x = (line.x[position] - low) / (high - low) * Self.width
            let y = (1.1 - value) / 1.2 * Self.height
            return "\(Numbers.fixed(x, decimals: 0)),\(Numbers.fixed(y, decimals: 1))"
        }
        return "<polyline class=\"\(style)\" points=\"\(points.joined(separator: " "))\"/>"
    }

    private func pictures(_ map: (Int) -> [Double]?, title: String, dataset: String) -> HTML {
        let shape = known.dataset.shape
        let images = members.map { member -> HTML in
            guard let values = map(member) else { return .empty }
            let grey = values.map { UInt8(255 - (255 * min(max($0.isFinite ? $0 : 0, 0), 1)).rounded()) }
            let address = PatternImage.address(grey: grey, width: shape.scanX, height: shape.scanY)
            return """
                <img width="\(shape.scanX)" height="\(shape.scanY)" loading="lazy" \
                alt="Map of \(known.memberNames[member]), \(title), in \(dataset)" src="\(address)"/>
                """
        }
        return "<div class=\"pair\">\(images)</div>"
    }
}
