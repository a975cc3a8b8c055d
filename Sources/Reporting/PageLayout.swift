import Records

/// Which dataset is shown where: what the data are decides, never their names.
struct PageLayout {
    let families: [DatasetFamily]

    /// The series whose profiles open the page: the first with several precession angles, else the last family.
    var headline: DatasetFamily? { families.first { $0.isAngleSeries } ?? families.last }

    /// A family that goes on where another's name ends is a variant of it.
    private func variants(of family: DatasetFamily) -> [DatasetFamily] {
        families.filter { $0.isVariant(of: family) }
    }

    private var principals: [DatasetFamily] {
        families.filter { family in !families.contains { family.isVariant(of: $0) } }
    }

    func figures(_ index: RecordIndex) throws -> HTML {
        try principals.map { try section($0, index) }.joined()
    }

    private func section(_ family: DatasetFamily, _ index: RecordIndex) throws -> HTML {
        let variants = variants(of: family)
        var result: HTML = .empty
        for (order, scan) in family.scans.enumerated() {
            let figure = DatasetFigure(index: index, scan: scan)
            // A series over the precession angle is shown in full; of other series the first, and the rest in short.
            result += order == 0 || family.isAngleSeries ? try figure.html() : figure.compact()
        }
        result += Comparison(index: index, main: family, variants: variants).html
        for variant in variants {
            for scan in variant.scans {
                let figure = DatasetFigure(index: index, scan: scan)
                result += figure.compact()
                result += try
                    "<details><summary>Patterns and scores of \(scan.name)</summary>\(figure.patternsAndScores())</details>\n"
            }
        }
        return result
    }
}
