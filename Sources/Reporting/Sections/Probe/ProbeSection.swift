import Arrays
import Datasets
import Records

/// How far the column approximation is from a real probe: intensities along the scan, discs, and the profiles that methods make
/// of either.
struct ProbeSection {
    let index: RecordIndex

    private var comparisons: [ProbeComparison] { index.record.probe ?? [] }

    /// The probe itself against plane waves through columns, by precession angle.
    private var approximations: [ProbeComparison] {
        comparisons.filter { $0.approximation == "none" && $0.referenceApproximation == "columns" }
            .sorted { ($0.semiAngle, $0.precessionAngle) < ($1.semiAngle, $1.precessionAngle) }
    }

    var html: HTML {
        guard !comparisons.isEmpty else { return .empty }
        return """
            \(ProbeAnswer(index: index, comparisons: approximations).html)
            <p>A real probe has a width, and the boundary lies at another depth on either side of it. The <b>column approximation</b> \
            takes the specimen under the probe for the same everywhere across the beam, and the probe for plane waves whose \
            intensities add. Here both are computed from the same potentials, slices and azimuths, on the same points of the \
            pattern. <b>Coherent columns</b> are between the two: the probe itself on the infinitely wide stack.</p>
            \(plots)
            \(ProbeProfiles(index: index, comparisons: approximations).html)
            \(summary)
            \(approximations.map(worst))
            \(conditions)
            """
    }

    /// Relative differences along the scan, one plot for each semi-angle.
    private var plots: HTML {
        let cells = groups(comparisons, by: \.semiAngle).map { group -> HTML in
            let shown = group.filter { $0.approximation == "none" && $0.referenceApproximation != "none" }
            guard !shown.isEmpty else { return .empty }
            let angles = groups(shown, by: \.precessionAngle).map { $0[0].precessionAngle }.sorted()
            let values = shown.flatMap { $0.positions.map(\.relative) }
            var plot = Plot(
                description:
                    "Relative difference of diffracted intensities from the column approximation along the scan",
                x: Plot.Axis(title: "share of A in the thickness", range: 0...1),
                y: Plot.Axis(title: "relative difference", range: span(values + [0], padding: 0.05)), width: 560,
                height: 300)
            for comparison in shown {
                let order = angles.firstIndex(of: comparison.precessionAngle) ?? 0
                let points = Self.boundary(comparison).map { Plot.Point(x: $0.share, y: $0.relative) }
                let isWhole = comparison.referenceApproximation == "columns"
                let name = "\(Numbers.chosen(comparison.precessionAngle)) mrad"
                let titles = points.map {
                    "\(name), share \(Numbers.significant($0.x, digits: 2)): \(Numbers.significant($0.y))"
                }
                plot.elements += [
                    .line(
                        points, ink: .member(order), stroke: isWhole ? .solid : .dashed,
                        label: isWhole ? name : "\(name), coherent"),
                    .markers(points, ink: .member(order), hollow: !isWhole, titles: titles),
                ]
            }
            return """
                <div class="cell"><p class="cell-title">\(Numbers.chosen(group[0].semiAngle)) mrad semi-angle</p>\(plot.html)</div>
                """
        }
        return """
            <figure class="wide" id="probe-deviation"><div class="row">\(cells)</div><figcaption><b>How far the probe’s diffracted \
            intensities are from those of columns, along the scan.</b> Root of the sum of squared differences over all discs but \
            the direct beam’s, over that of the intensities; a point where discs overlap counts for the nearest beam, one in the \
            direct beam’s disc for that. Solid: from plane waves through columns; dashed: from the probe on \
            columns, which leaves what the inclination of the boundary does by itself.</figcaption></figure>

            """
    }

    private var summary: HTML {
        let rows = comparisons.map { comparison -> HTML in
            let positions = Self.boundary(comparison)
            let relative = positions.map(\.relative)
            let worst = positions.max { $0.relative < $1.relative }
            let largest = positions.max { $0.largest < $1.largest }
            let moved = positions.compactMap(\.moved).max()
            func number(_ value: Double?) -> String { value.map { Numbers.significant($0, digits: 2) } ?? "–" }
            return """
                <tr><th scope="row">\(title(comparison.dataset))</th><td>\(title(comparison.reference))</td>\
                <td class="n">\(number(largest?.largest))</td><td class="n">\(number(largest?.share))</td>\
                <td class="n">\(number(median(relative)))</td>\
                <td class="n"><b>\(number(worst?.relative))</b></td><td class="n">\(number(worst?.share))</td>\
                <td class="n">\(number(moved))</td></tr>

                """
        }
        return """
            <h3 id="probe-table">Every comparison</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Comparisons"><table><thead><tr><th scope="col">Dataset</th>\
            <th scope="col">held against</th><th scope="col" class="n">largest disc</th><th scope="col" class="n">at share</th>\
            <th scope="col" class="n">relative, median</th><th scope="col" class="n">relative, worst</th>\
            <th scope="col" class="n">at share</th><th scope="col" class="n">moved, most</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            <p class="note">Largest disc: the largest difference of a disc’s intensity, a share of the incident beam. Relative: as in \
            the figure above. Moved: half of all differences from point to point outside the direct beam’s disc, over the \
            intensity there; discs that overlap interfere, which moves intensity within them. Positions where the boundary is \
            under the probe; both crystals by themselves stand in the record.</p>

            """
    }

    private func worst(_ comparison: ProbeComparison) -> HTML {
        let rows = comparison.worst.map { disc -> HTML in
            """
            <tr><th scope="row">\(disc.label.isEmpty ? "double diffraction" : disc.label)</th>\
            <td class="n">\(Numbers.fixed(10 * disc.kx, decimals: 2))</td><td class="n">\(Numbers.fixed(10 * disc.ky, decimals: 2))</td>\
            <td class="n">\(Numbers.significant(disc.share, digits: 2))</td><td class="n">\(Numbers.fixed(disc.intensity, decimals: 4))</td>\
            <td class="n">\(Numbers.fixed(disc.reference, decimals: 4))</td>\
            <td class="n"><b>\(Numbers.fixed(disc.intensity - disc.reference, decimals: 4))</b></td></tr>

            """
        }
        return """
            <details><summary>The discs that differ most: \(title(comparison.dataset))</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Discs"><table><thead><tr><th scope="col">Reflections</th>\
            <th scope="col" class="n">kx (nm⁻¹)</th><th scope="col" class="n">ky (nm⁻¹)</th>\
            <th scope="col" class="n">share of A</th><th scope="col" class="n">probe</th><th scope="col" class="n">columns</th>\
            <th scope="col" class="n">difference</th></tr></thead><tbody>\(rows)</tbody></table></div></details>

            """
    }

    /// What was computed.
    private var conditions: HTML {
        let rims = groups(comparisons, by: { "\($0.semiAngle) \($0.window)" }).map { group in
            "\(Numbers.chosen(group[0].semiAngle)) mrad, \(group[0].window) cells: "
                + "\(Numbers.significant(100 * (group.map(\.rim).max() ?? 0), digits: 2)) %"
        }
        return """
            <h3>How it was computed</h3>
            <p>The probe fills its aperture evenly, without aberrations, in focus at half the thickness, about which precession \
            pivots: at \(Numbers.chosen(largestAngle)) mrad it is up to \(Numbers.chosen(walk)) nm off at either face, and the patterns are \
            descanned all the same. A window of whole cells about the probe repeats; the boundary’s depth is that at the shortest \
            way from the probe. A hard aperture’s probe falls off with the cube of the distance, so some of it always comes to the \
            window’s outermost twentieth (\(rims.joined(separator: "; "))), where the boundary is another one than in a window \
            without end. A larger window samples the aperture at other points, too: how far two windows are apart where there is no \
            boundary\(pureEnds) is that.</p>
            """
    }

    /// How far apart computations in different windows are where one crystal is alone.
    private var pureEnds: String {
        let windows = comparisons.filter { $0.approximation == $0.referenceApproximation && !$0.positions.isEmpty }
        guard !windows.isEmpty else { return "" }
        let ends = windows.map { comparison in
            let values = [comparison.positions[0], comparison.positions[comparison.positions.count - 1]].map {
                "\(Numbers.significant(100 * $0.relative, digits: 2)) %"
            }
            return "\(title(comparison.dataset)): \(values.joined(separator: " and "))"
        }
        return " (\(ends.joined(separator: "; ")))"
    }

    private var largestAngle: Double { comparisons.map(\.precessionAngle).max() ?? 0 }

    /// nm; half the thickness times the angle.
    private var walk: Double {
        let thickness = comparisons.compactMap { index.input.datasets[$0.dataset]?.truth?.thickness?.max() }.max() ?? 0
        return thickness / 20 * largestAngle / 1000
    }

    private func title(_ dataset: String) -> String { index.datasetTitle(dataset) }

    /// Positions with the boundary under the probe: without the pure ends.
    static func boundary(_ comparison: ProbeComparison) -> [ProbeComparison.Position] {
        Array(comparison.positions.dropFirst().dropLast())
    }
}
