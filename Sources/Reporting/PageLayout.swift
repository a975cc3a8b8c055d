import Datasets
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
        let main = try principals.map { try section($0, index) }.joined()
        return try main + principals.map { try variantSection($0, index, before: main.text.utf8.count) }.joined()
    }

    /// Patterns of variants are left out when the page would grow beyond this many bytes.
    private static let allowance = 3_300_000

    private func section(_ family: DatasetFamily, _ index: RecordIndex) throws -> HTML {
        var result: HTML = .empty
        for (order, scan) in family.scans.enumerated() {
            let figure = DatasetFigure(index: index, scan: scan)
            // A series over the precession angle is shown in full; of other series the first, and the rest in short.
            result += order == 0 || family.isAngleSeries ? try figure.html() : figure.compact()
        }
        return result
    }

    /// The variants of a family: side by side with it, then each in short.
    private func variantSection(_ family: DatasetFamily, _ index: RecordIndex, before: Int) throws -> HTML {
        let variants = variants(of: family)
        var result = Comparison(index: index, main: family, variants: variants).html
        for scan in variants.flatMap(\.scans) {
            let figure = DatasetFigure(index: index, scan: scan)
            let fold = try figure.patternsAndScores()
            result += figure.compact()
            let fits = before + result.text.utf8.count + fold.text.utf8.count < Self.allowance
            result +=
                fits
                ? "<details><summary>Patterns and scores of \(scan.name)</summary>\(fold)</details>\n"
                : "<p class=\"note\">The patterns of \(scan.name) are left out to keep this page small.</p>\n"
        }
        return result
    }
}
