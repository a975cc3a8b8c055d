import Arrays
import Datasets
import Records

/// Profiles through the middle of a scan in two dimensions: virtual dark field beside the loadings and memberships of every
/// method, over the truth.
struct MapProfiles {
    let index: RecordIndex
    let scan: MapScan
    let views: [EstimateView]
    let images: VirtualImages?

    var html: HTML {
        scan.lines.map { line -> HTML in
            let cells =
                [darkField(line)].compactMap { $0 }
                + views.map { view in cell(index.methodTitle(view.method), method(view, line)) }
            return "<p class=\"line-title\">\(line.title)</p><div class=\"row\">\(cells)</div>\n"
        }.joined()
    }

    private func cell(_ title: String, _ plot: Plot) -> HTML {
        "<div class=\"cell\"><p class=\"cell-title\">\(title)</p>\(plot.html)</div>"
    }

    private func darkField(_ line: MapScan.Line) -> HTML? {
        guard let images else { return nil }
        let curves = scan.truth.members.indices.compactMap { member -> (Int, [Double])? in
            let name = scan.known.memberNames[member]
            guard
                let image = images.images.first(where: { $0.aperture.kind == .darkField && $0.aperture.name == name }),
                let largest = image.values.max(), largest > 0
            else { return nil }
            return (member, image.values.map { $0 / largest })
        }
        guard !curves.isEmpty else { return nil }
        return cell("Virtual dark field", plot("virtual dark field / largest", curves, line, oracle: nil))
    }

    private func method(_ view: EstimateView, _ line: MapScan.Line) -> Plot {
        let curves = scan.truth.members.indices.compactMap { member in view.map(member).map { (member, $0) } }
        return plot(
            view.estimate.mapScaling == "max1" ? "loading / largest" : "share", curves, line,
            oracle: index.oracle(on: scan.known), title: index.methodTitle(view.method))
    }

    private func plot(
        _ quantity: String, _ curves: [(Int, [Double])], _ line: MapScan.Line, oracle: EstimateView?,
        title: String = "virtual dark field"
    ) -> Plot {
        var plot = Plot(
            description: "Maps by \(title) \(line.title) in \(scan.name), beside the truth",
            x: Plot.Axis(title: line.axisTitle, range: span(line.places, padding: 0)),
            y: Plot.Axis(title: quantity, range: 0...1), width: 400, height: 250)
        var values = [0.0, 1]
        func points(_ map: [Double]) -> [Plot.Point] {
            let profile = line.profile(of: map)
            values += profile.filter(\.isFinite)
            return zip(line.places, profile).map { Plot.Point(x: $0, y: $1) }
        }
        for (member, _) in curves {
            guard let map = oracle?.map(member) else { continue }
            plot.elements.append(.line(points(map), ink: .oracle, stroke: .behind, label: nil))
        }
        for (order, member) in scan.truth.members.indices.enumerated() {
            plot.elements.append(
                .line(
                    points(scan.truth.abundances.row(member)), ink: .truth, stroke: .thin,
                    label: order == 0 ? "truth" : nil))
        }
        for (member, map) in curves {
            plot.elements.append(
                .line(points(map), ink: .member(member), stroke: .solid, label: scan.known.memberNames[member]))
        }
        plot.y.range = span(values, padding: 0.04)
        return plot
    }
}
