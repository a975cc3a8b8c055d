import Arrays
import Datasets
import Records

/// What each method finds on one dataset: a card with its patterns and maps, the truth's and the oracle's first.
///
/// Of a dataset with several seeds each method shows the one whose map error is its median.
struct MethodGallery {
    let comparison: MethodComparison
    let series: MethodComparison.Series

    private var index: RecordIndex { comparison.index }

    var html: HTML {
        let shown = cardMethods.compactMap { method in
            medianDataset(method).flatMap(known).map { (method: method, known: $0) }
        }
        guard let first = shown.first?.known else { return .empty }
        let frame = PatternThumbnails(first)
        let maps = MapThumbnails(
            first, id: slug(series.name), oracle: medianDataset(RecordIndex.oracle).flatMap(known).flatMap(index.oracle)
        )
        let cards = shown.map { card($0.method, $0.known, frame: frame, maps: maps) }
        return """
            <div class="gallery"><figure class="card"><figcaption><b>Truth</b></figcaption>\(truth(first, frame: frame))\
            \(maps.truth)</figure>
            \(cards)</div>
            <p class="note">Patterns of \(first.memberNames.joined(separator: " and ")) on a root scale, at the truth’s scale, \
            white at 0 and black at \(Numbers.significant(Double(frame.clip))) counts; blue is negative. \(maps.note)\
            \(seedNote)</p>

            """
    }

    /// The oracle first, for the others are read against it.
    private var cardMethods: [String] {
        comparison.methods.filter { $0 == RecordIndex.oracle } + comparison.learners
    }

    private var datasets: [RunRecord.DatasetEntry] {
        index.record.datasets.filter {
            ($0.repetition?.series ?? $0.name) == series.name && $0.repetition?.isHeldOut != true
        }
    }

    private var seedNote: String {
        datasets.count > 1
            ? " Of the \(datasets.count) seeds each method shows the one with its median map error." : ""
    }

    /// The dataset on which the worse map error of a method is its median; the first where it has none.
    private func medianDataset(_ method: String) -> String? {
        let errors = datasets.compactMap { entry in
            index.worst(entry.name, method, "map-rmse").map { (name: entry.name, error: $0) }
        }
        let sorted = errors.sorted { $0.error < $1.error }
        return sorted.isEmpty ? datasets.first?.name : sorted[(sorted.count - 1) / 2].name
    }

    private func known(_ dataset: String) -> KnownDataset? {
        index.input.datasets[dataset].flatMap(KnownDataset.init)
    }

    private func truth(_ known: KnownDataset, frame: PatternThumbnails) -> HTML {
        let pictures = known.truth.members.map { member in
            frame.picture(member.pattern, alternative: "True pattern of \(member.name) in \(series.name)")
        }
        return "<div class=\"pair\">\(pictures)</div>"
    }

    private func card(_ method: String, _ known: KnownDataset, frame: PatternThumbnails, maps: MapThumbnails) -> HTML {
        let title = index.methodTitle(method)
        let seed = index.record.datasets.first { $0.name == known.name }?.repetition?.seed
        let caption: HTML =
            "<figcaption><b>\(title)</b>\(seed.map { " <small>seed \("\($0)")</small>" as HTML } ?? .empty)</figcaption>"
        guard let view = index.view(method, on: known) else {
            return "<figure class=\"card\">\(caption)<p class=\"missing\">has no result here.</p></figure>\n"
        }
        let pictures = known.truth.members.indices.map { member -> HTML in
            let name = known.memberNames[member]
            guard let pattern = view.pattern(member) else {
                return "<p class=\"missing\">nothing stands for \(name).</p>"
            }
            return frame.picture(
                pattern, scaledTo: known.truth.members[member].pattern,
                alternative: "Pattern of \(name) that \(title) finds in \(known.name)")
        }
        return """
            <figure class="card">\(caption)<div class="pair">\(pictures)</div>\
            \(maps.picture(view, title: title, dataset: known.name))</figure>

            """
    }
}
