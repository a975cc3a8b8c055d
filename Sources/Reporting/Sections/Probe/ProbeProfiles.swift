import Datasets
import Records

/// The profiles that methods make of a probe's patterns beside those of the column approximation, angle by angle.
struct ProbeProfiles {
    let index: RecordIndex
    let comparisons: [ProbeComparison]

    var html: HTML {
        let rows = comparisons.map { comparison -> HTML in
            let cells = [(comparison.reference, "columns"), (comparison.dataset, "probe")].map(cell)
            return """
                <div class="row"><div class="cell"><p class="cell-title">\(Numbers.chosen(comparison.precessionAngle)) mrad, columns\
                </p>\(cells[0])</div><div class="cell"><p class="cell-title">\(Numbers.chosen(comparison.precessionAngle)) mrad, \
                probe of \(Numbers.chosen(comparison.semiAngle)) mrad</p>\(cells[1])</div></div>

                """
        }
        guard !rows.isEmpty else { return .empty }
        return """
            <figure class="wide" id="probe-profiles">\(rows)<figcaption><b>The share of A that methods report from either.</b> Thin \
            line: the truth. Pale band: the oracle, least squares with the true patterns, those of the pure ends in the same \
            computation.</figcaption></figure>

            """
    }

    private func cell(_ dataset: String, _ what: String) -> HTML {
        guard let scan = index.input.datasets[dataset].flatMap(KnownDataset.init).flatMap(LineScan.init) else {
            return "<p class=\"note\">The dataset \(dataset) could not be read.</p>"
        }
        var profile = ProfilePlot(
            index: index, scan: scan, views: index.views(on: scan.known), oracle: index.oracle(on: scan.known),
            members: [0])
        profile.width = 480
        profile.height = 260
        return """
            \(profile.plot.html)<p class="values">\(Findings(index: index, dataset: dataset).sentence(["non-monotonicity", "map-rmse"]))</p>
            """
    }
}
