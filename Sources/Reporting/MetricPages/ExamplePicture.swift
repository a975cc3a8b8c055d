internal import Formats
internal import FoundationEssentials
internal import Glibc
internal import Records

/// A planted example as a picture that stands alone: no style sheet, white ground, ink that colour-blind readers tell apart.
struct ExamplePicture {
    private let picture: PlantedExample.Picture
    private static let truth = "#6b6b6b"
    private static let estimate = "#0b6cb0"

    init(_ picture: PlantedExample.Picture) { self.picture = picture }

    var svg: String {
        switch picture {
        case .profile(let truth, let estimate): profile(truth, estimate)
        case .patterns(let truth, let estimate, let side): patterns(truth, estimate, side)
        case .scree(let values): scree(values)
        }
    }

    private func frame(_ width: Int, _ height: Int, _ body: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
        font-family="sans-serif" font-size="13">
        <rect width="\(width)" height="\(height)" fill="#ffffff"/>
        \(body)</svg>

        """
    }

    private func profile(_ truth: [Double], _ estimate: [Double]) -> String {
        let all = truth + estimate
        let (low, high) = (min(0, all.min() ?? 0), max(all.max() ?? 1, 0.12))
        func x(_ position: Int) -> Double { 50 + 400 * Double(position) / Double(max(1, truth.count - 1)) }
        func y(_ value: Double) -> Double { 220 - 180 * (value - low) / (high - low) }
        func curve(_ values: [Double], _ colour: String, dash: String) -> String {
            let points = values.enumerated().map { "\(coordinate(x($0.offset))),\(coordinate(y($0.element)))" }
            return """
                <polyline points="\(points.joined(separator: " "))" fill="none" stroke="\(colour)" stroke-width="2.5"\(dash)/>

                """
        }
        let top = (high * 100).rounded() / 100
        let axes = [low, top].map { value in
            """
            <line x1="50" x2="450" y1="\(coordinate(y(value)))" y2="\(coordinate(y(value)))" stroke="#dddddd"/>
            <text x="42" y="\(coordinate(y(value) + 4))" text-anchor="end">\(Numbers.plain(value, digits: 2))</text>

            """
        }
        return frame(
            480, 262,
            axes.joined() + curve(truth, Self.truth, dash: " stroke-dasharray=\"6 4\"")
                + curve(estimate, Self.estimate, dash: "") + """
                    <text x="250" y="246" text-anchor="middle">position along the scan</text>
                    <text x="60" y="20" fill="\(Self.truth)">truth (dashed)</text>
                    <text x="190" y="20" fill="\(Self.estimate)">estimate</text>

                    """)
    }

    private func patterns(_ truth: [Double], _ estimate: [Double], _ side: Int) -> String {
        // The square root shows the background beside the direct beam.
        let top = (truth + estimate).max() ?? 1
        func image(_ pattern: [Double], at x: Int, _ label: String) -> String {
            let grey = pattern.map { UInt8(min(255, max(0, 255 * ($0 / top).squareRoot()))) }
            let data = Data(PNG.encode(grey: grey, width: side, height: side)).base64EncodedString()
            return """
                <text x="\(x + 108)" y="20" text-anchor="middle">\(label)</text>
                <image x="\(x)" y="30" width="216" height="216" style="image-rendering: pixelated" \
                href="data:image/png;base64,\(data)"/>

                """
        }
        return frame(480, 262, image(truth, at: 14, "truth") + image(estimate, at: 250, "estimate"))
    }

    private func scree(_ values: [Double]) -> String {
        let logs = values.map { log10(max($0 * $0, 1e-300)) }
        let (low, high) = (logs.min() ?? 0, logs.max() ?? 1)
        let dots = logs.enumerated().map { order, value in
            let x = 60 + 380 * Double(order) / Double(max(1, logs.count - 1))
            return """
                <circle cx="\(coordinate(x))" cy="\(coordinate(215 - 170 * (value - low) / max(1e-9, high - low)))" r="5" \
                fill="\(Self.estimate)"/>
                <text x="\(coordinate(x))" y="238" text-anchor="middle" font-size="11">\(order + 1)</text>

                """
        }
        return frame(
            480, 262,
            dots.joined() + """
                <text x="250" y="256" text-anchor="middle">component</text>
                <text x="60" y="20">variance, logarithmic</text>

                """)
    }

    private func coordinate(_ value: Double) -> String { Numbers.coordinate(value) }
}
