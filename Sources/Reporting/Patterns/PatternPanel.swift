import Datasets

/// End-member patterns as small multiples: a row for the truth and one a method, a column for each member and for each
/// difference; same crop, same colour scale.
struct PatternPanel {
    let index: RecordIndex
    let known: KnownDataset
    let views: [EstimateView]

    private var dataset: Dataset { known.dataset }

    /// A method's pattern of one member at the truth's scale, and what it has too much.
    private struct Entry {
        let title: String
        let member: Int
        let scaled: [Float]
        let difference: [Float]
    }

    var html: HTML {
        let crop = PatternCrop(dataset)
        let scale = PatternScale(dataset, truth: known.truth)
        let rows = views.map { view in known.truth.members.indices.map { entry(view, member: $0, scale: scale) } }
        let largest = rows.joined().compactMap { $0 }.map { scale.largestOutsideDirectBeam($0.difference) }.max() ?? 0
        // Where every estimate is exact the differences are rounding, and stay pale.
        let differenceClip = max(largest, scale.clip / 100)
        let pictures = zip(views, rows).map { view, entries in
            entries.enumerated().map { number, entry -> HTML in
                guard let entry else {
                    let title = index.methodTitle(view.method)
                    return """
                        <p class="missing">\(title) has no source for \(known.memberNames[number]).</p>\
                        <div class="spare"></div>

                        """
                }
                return self.pictures(entry, crop: crop, scale: scale, differenceClip: differenceClip)
            }.joined()
        }
        let clips: HTML = HTML(markup: "data-clip=\"\(scale.clip)\" data-difference-clip=\"\(differenceClip)\"")
        return """
            <div class="panel\(known.truth.members.count == 3 ? " triple" : "")" \(clips)>
            \(truthRow(crop: crop, scale: scale, differenceClip: differenceClip))\(pictures)</div>
            <p class="note">\(scale.statement) Estimates are brought to the truth’s scale by least squares outside the \
            direct beam; a difference is the scaled estimate minus the truth. The scale of the differences ends at \
            \(Numbers.significant(Double(differenceClip))) counts on both sides, the largest one here outside the direct \
            beam. Values are stored on a root scale of eight bits.</p>

            """
    }

    private func entry(_ view: EstimateView, member: Int, scale: PatternScale) -> Entry? {
        guard let pattern = view.pattern(member) else { return nil }
        let truth = known.truth.members[member].pattern
        let scaled = scale.scaled(pattern, to: truth)
        return Entry(
            title: index.methodTitle(view.method), member: member, scaled: scaled,
            difference: zip(scaled, truth).map { $0 - $1 })
    }

    private func truthRow(crop: PatternCrop, scale: PatternScale, differenceClip: Float) -> HTML {
        var result: HTML = .empty
        let bar = ScaleBar(dataset.calibration.detectorX, crop: crop)
        for (number, member) in known.truth.members.enumerated() {
            let marks = ReflectionMark.of(member, crop: crop)
            let radius = max(2.5, min(known.truth.apertures.disc, Double(crop.width) / 40))
            let overlay = ReflectionMark.overlay(marks, crop: crop, radius: radius, memberName: member.name)
            let grey = PatternImage.grey(crop.pixels(of: member.pattern), clip: scale.clip)
            result += picture(
                address: PatternImage.address(grey: grey, width: crop.width, height: crop.height), kind: "pattern",
                member: number, crop: crop, alternative: "True pattern of end member \(member.name) in \(dataset.name)",
                overlay: overlay + (number == 0 ? bar.overlay(crop: crop) : .empty),
                caption: "<b class=\"\(Ink.member(number).rawValue)\">\(member.name)</b>, truth")
            result += number == 0 ? legends(scale, differenceClip) : "<div class=\"spare\"></div>"
        }
        return result
    }

    private func pictures(_ entry: Entry, crop: PatternCrop, scale: PatternScale, differenceClip: Float) -> HTML {
        let (title, name) = (entry.title, known.memberNames[entry.member])
        let grey = PatternImage.grey(crop.pixels(of: entry.scaled), clip: scale.clip)
        let colour = PatternImage.diverging(crop.pixels(of: entry.difference), clip: differenceClip)
        let pattern = picture(
            address: PatternImage.address(grey: grey, width: crop.width, height: crop.height), kind: "pattern",
            member: entry.member, crop: crop, alternative: "Pattern of \(name) that \(title) finds in \(dataset.name)",
            overlay: .empty, caption: "<b class=\"\(Ink.member(entry.member).rawValue)\">\(name)</b>, \(title)")
        let difference = picture(
            address: PatternImage.address(rgb: colour, width: crop.width, height: crop.height), kind: "difference",
            member: entry.member, crop: crop,
            alternative: "\(title) minus truth for \(name) in \(dataset.name); vermilion too strong, blue too weak",
            overlay: .empty, caption: "\(name): \(title) − truth")
        return pattern + difference
    }

    private func picture(
        address: HTML, kind: String, member: Int, crop: PatternCrop, alternative: String, overlay: HTML, caption: HTML
    ) -> HTML {
        """
        <figure class="pattern" data-member="\(member)"><div class="picture">\
        <img data-kind="\(kind)" width="\(crop.width)" height="\(crop.height)" alt="\(alternative)" src="\(address)"/>\
        \(overlay)</div><figcaption>\(caption)</figcaption></figure>

        """
    }

    /// Both colour scales, drawn once.
    private func legends(_ scale: PatternScale, _ differenceClip: Float) -> HTML {
        "<div class=\"legends\">\(ColourLegend.pattern(end: scale.clip))\(ColourLegend.difference(end: differenceClip))</div>"
    }
}
