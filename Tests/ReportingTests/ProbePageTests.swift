import Records
import Reporting
import Testing

@Suite("The page on a probe")
struct ProbePageTests {
    /// The stored scans at 0 and 20 mrad stand for the probe's, those of the variant for columns'.
    private static func input() throws -> ReportInput {
        var input = try Example.input()
        input.record.probe = [0, 20].map { angle in
            let relative = [0, 0.02, 0.3, 0.04, 0]
            return ProbeComparison(
                dataset: "bicrystal-\(angle)mrad", reference: "bicrystal-\(angle)mrad-nonrel", approximation: "none",
                referenceApproximation: "columns", precessionAngle: Double(angle), semiAngle: 1.5, window: "2 × 6",
                rim: 0.011,
                positions: relative.enumerated().map { index, value in
                    .init(index: index, share: Double(index) / 4, largest: value / 10, relative: value, moved: nil)
                },
                worst: [
                    .init(kx: 0.1, ky: -0.2, label: "A 2 -2 0", share: 0.5, intensity: 0.12, reference: 0.15)
                ])
        }
        return input
    }

    @Test("the answer comes first and gives the range of the differences with the boundary under the probe")
    func answer() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.input()))
        #expect(TagBalance.fault(in: page) == nil)
        let answer = try #require(page.firstRange(of: "id=\"probe-answer\""))
        let text = String(page[answer.upperBound...].prefix(1200))
        #expect(text.contains("20 mrad: 2.0 % to 30 % (no disc by more than 3.0 % of the incident beam)"))
        let plot = try #require(page.firstRange(of: "id=\"probe-deviation\""))
        #expect(answer.lowerBound < plot.lowerBound)
    }

    @Test("each comparison has a row, and the worst discs their intensities both ways")
    func tables() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.input()))
        let worst = page.contains("<td class=\"n\"><b>0.30</b></td><td class=\"n\">0.50</td>")
        #expect(worst)
        let disc = page.contains(
            "<td class=\"n\">0.1200</td><td class=\"n\">0.1500</td><td class=\"n\"><b>−0.0300</b></td>")
        #expect(disc)
        #expect(page.contains("1.5 mrad, 2 × 6 cells: 1.1 %"))
    }

    @Test("without a probe there is no such part")
    func absent() throws {
        let page = try Report.html(Example.input())
        #expect(!page.contains("id=\"probe-answer\""))
    }
}
