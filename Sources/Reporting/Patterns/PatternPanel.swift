import Datasets

/// End-member patterns as small multiples: a row for the truth and one a method, a column for each member and for each
/// difference; same crop, same colour scale.
struct PatternPanel {
    let index: RecordIndex
    let known: KnownDataset
    let views: [EstimateView]

    private var dataset: Dataset { known.dataset }

    var html: HTML {
        let crop = PatternCrop(dataset)
        let scale = PatternScale(dataset, truth: known.truth)
        let rows = views.map { row($0, crop: crop, scale: scale) }
        return """
            <div class="panel" data-clip="\(Numbers.significant(Double(scale.clip), digits: 6))">
            \(truthRow(crop: crop, scale: scale))\(rows)</div>
            <p class="note">\(scale.statement) Estimates are brought to the truth’s scale by least squares outside the \
            direct beam; a difference is the scaled estimate minus the truth, on the same scale with both signs. \
            Values are stored on a root scale of eight bits.</p>

            """
    }

    private func truthRow(crop: PatternCrop, scale: PatternScale) -> HTML {
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
            result += number == 0 ? legends(scale) : "<div class=\"spare\"></div>"
        }
        return result
    }

    private func row(_ view: EstimateView, crop: PatternCrop, scale: PatternScale) -> HTML {
        let title = index.methodTitle(view.method)
        var result: HTML = .empty
        for (number, member) in known.truth.members.enumerated() {
            guard let pattern = view.pattern(number) else {
                result +=
                    "<p class=\"missing\">\(title) has no source for \(member.name).</p><div class=\"spare\"></div>"
                continue
            }
            let scaled = scale.scaled(pattern, to: member.pattern)
            let difference = zip(scaled, member.pattern).map { $0 - $1 }
            let grey = PatternImage.grey(crop.pixels(of: scaled), clip: scale.clip)
            let colour = PatternImage.diverging(crop.pixels(of: difference), clip: scale.clip)
            result += picture(
                address: PatternImage.address(grey: grey, width: crop.width, height: crop.height), kind: "pattern",
                member: number, crop: crop,
                alternative: "Pattern of \(member.name) that \(title) finds in \(dataset.name)",
                overlay: .empty, caption: "<b class=\"\(Ink.member(number).rawValue)\">\(member.name)</b>, \(title)")
            result += picture(
                address: PatternImage.address(rgb: colour, width: crop.width, height: crop.height), kind: "difference",
                member: number, crop: crop,
                alternative:
                    "\(title) minus truth for \(member.name) in \(dataset.name); vermilion too strong, blue too weak",
                overlay: .empty, caption: "\(member.name): \(title) − truth")
        }
        return result
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
    private func legends(_ scale: PatternScale) -> HTML {
        "<div class=\"legends\">\(ColourLegend.pattern(end: scale.clip))\(ColourLegend.difference(end: scale.clip))</div>"
    }
}
