import Arrays
import Datasets
import FoundationEssentials

/// A stepper through the observed patterns of a scan. All frames lie side by side in one picture: without scripts it
/// scrolls; with scripts a slider shows one frame and moves the cursor of every profile in the same figure.
struct PatternViewer {
    let scan: LineScan

    private static let frameLimit = 32

    /// What the script needs beside the picture.
    private struct Description: Encodable {
        /// One line for each frame: where it lies and what it is made of.
        let labels: [String]
        let marks: [Mark]

        struct Mark: Encodable {
            let x: Double
            let y: Double
            let text: String
            let kind: String
            /// Percent of the incident beam in each frame; empty where only the place is known.
            let intensity: [Double]
        }
    }

    /// Scan positions of the frames, in the order of `LineScan.frames`.
    static func frames(of scan: LineScan) -> [Int] { scan.frames(limit: frameLimit) }

    func html() throws -> HTML {
        let crop = PatternCrop(scan.dataset)
        let scale = PatternScale(scan.dataset, truth: scan.truth)
        let frames = Self.frames(of: scan)
        let address = try PatternStrip.address(scan.dataset, positions: frames, crop: crop, clip: scale.clip)
        let width = crop.width * frames.count
        let description = Description(labels: frames.map(label), marks: marks(frames: frames, crop: crop))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(description), as: UTF8.self)
            .replacing("<", with: "\\u003c").replacing("&", with: "\\u0026").replacing(">", with: "\\u003e")
        let bar = ScaleBar(scan.dataset.calibration.detectorX, crop: crop)
        return """
            <figure class="viewer" data-frames="\(frames.count)" data-size="\(crop.width)">\
            <div class="strip" tabindex="0" role="group" aria-label="Patterns along the scan">\
            <img data-kind="strip" width="\(width)" height="\(crop.height)" \
            alt="The \(frames.count) distinct patterns of the scan \(scan.name), side by side" src="\(address)"/></div>\
            <div class="stage scripted"><div class="picture"><canvas width="\(crop.width)" height="\(crop.height)" \
            tabindex="0" role="img" aria-label="Pattern at one scan position; arrow keys step through its reflections"></canvas>\
            \(bar.overlay(crop: crop))</div></div>\
            <label class="scripted">Step through the scan \
            <input type="range" min="0" max="\(frames.count - 1)" value="\(frames.count / 2)"/></label>\
            <output class="scripted" aria-live="polite"></output>\
            <figcaption>Observed patterns along the scan, on the scale of the patterns above.</figcaption>\
            <script type="application/json">\(HTML(markup: json))</script></figure>

            """
    }

    private func label(_ position: Int) -> String {
        let shares = zip(scan.memberNames, scan.truth.abundances.column(position)).map { name, share in
            "\(Numbers.significant(100 * share)) % \(name)"
        }
        let place = scan.hasPhysics ? "\(Numbers.significant(scan.x[position])) nm of \(scan.memberNames[0]); " : ""
        return "position \(position + 1) of \(scan.count): \(place)\(shares.joined(separator: ", "))"
    }

    private func marks(frames: [Int], crop: PatternCrop) -> [Description.Mark] {
        guard let beams = scan.dataset.beams, beams.intensity.rows == scan.count else {
            // A shared reflection is one mark, though several members have it.
            var seen: Set<[Double]> = []
            return scan.truth.members.flatMap { ReflectionMark.of($0, crop: crop) }.compactMap { mark in
                guard seen.insert([hundredths(mark.x), hundredths(mark.y)]).inserted else { return nil }
                return Description.Mark(x: mark.x, y: mark.y, text: mark.text, kind: mark.kind.rawValue, intensity: [])
            }
        }
        let calibration = scan.dataset.calibration
        let found = beams.kx.indices.compactMap { beam -> (Double, Description.Mark)? in
            let y = (beams.ky[beam] - calibration.detectorY.offset) / calibration.detectorY.scale
            let x = (beams.kx[beam] - calibration.detectorX.offset) / calibration.detectorX.scale
            guard y.isFinite, x.isFinite, crop.contains(y: y, x: x) else { return nil }
            let percent = frames.map { 100 * Double(beams.intensity[$0, beam]) }
            guard let strongest = percent.max(), strongest > 0.05 else { return nil }
            let (kind, text) = describe(beams.labels[beam])
            let mark = Description.Mark(
                x: hundredths(x - Double(crop.firstX) + 0.5), y: hundredths(y - Double(crop.firstY) + 0.5), text: text,
                kind: kind.rawValue, intensity: percent.map(hundredths))
            return (strongest, mark)
        }
        return found.sorted { $0.0 > $1.0 }.prefix(120).map(\.1)
    }

    private func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    /// A beam that no pure crystal has is double diffraction; one that several have is shared.
    private func describe(_ label: String) -> (ReflectionMark.Kind, String) {
        guard !label.isEmpty else { return (.double, "double diffraction") }
        let words = label.split { $0 == " " || $0 == "," || $0 == ";" }.map(String.init)
        let owners = scan.memberNames.filter { words.contains($0) }
        let text = ReflectionMark.overlined(label)
        return owners.count > 1 ? (.shared, "\(text) · shared") : (.unique, "\(text) · only \(owners.first ?? "one")")
    }
}
