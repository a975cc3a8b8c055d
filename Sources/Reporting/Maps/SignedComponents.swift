import Arrays
import Datasets
import Records

/// Components that may be negative (SVD, ICA) as patterns with their loading maps below, vermilion above zero and blue
/// below.
struct SignedComponents {
    let index: RecordIndex
    let scan: MapScan

    /// Methods whose components have a free sign.
    private var methods: [(name: String, estimate: StoredEstimate)] {
        index.methods(on: scan.name).compactMap { method in
            guard let estimate = index.estimate(scan.name, method), estimate.mapScaling == "least-squares",
                estimate.maps.columns == scan.known.count,
                estimate.patterns.columns == scan.known.dataset.shape.columnCount
            else { return nil }
            return (method, estimate)
        }
    }

    var html: HTML {
        methods.map { method, estimate -> HTML in
            let title = index.methodTitle(method)
            let sources = SourcePictures(
                estimate: estimate, dataset: scan.known.dataset, method: title, limit: scan.truth.members.count + 1)
            let values = Findings(index: index, dataset: scan.name).sentence(
                ["separating-components", "negative-values", "reconstruction-error"], methods: [method])
            return """
                <figure class="wide"><div class="components">\(sources.pairs)</div><figcaption><b>\(title).</b> Components in the \
                method’s own order, each pattern above its loading map: vermilion above 0, blue below; a pattern’s scale ends at \
                its brightest pixel outside the direct beam, a map’s at its largest absolute value. \(values)</figcaption></figure>

                """
        }.joined()
    }
}
