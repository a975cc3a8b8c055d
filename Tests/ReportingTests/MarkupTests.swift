import Reporting
import Testing

@Suite struct MarkupTests {
    @Test func `Interpolated text is escaped and markup is not`() {
        let name = "<b>\"A\" & 'B'</b>"
        let html: HTML = "<td title=\"\(name)\">\(HTML(markup: "<i>i</i>"))</td>"
        #expect(
            html.text
                == "<td title=\"&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;\"><i>i</i></td>")
    }

    @Test func `Characters that a document may not hold are replaced`() {
        #expect(HTML.escaped("a\u{0}b\u{1B}c\n") == "a\u{FFFD}b\u{FFFD}c\n")
    }

    @Test(arguments: [
        (0.533, "0.533"), (0, "0"), (114.04, "114"), (-0.0061, "−0.00610"), (0.9996, "1.00"), (99.96, "100"),
        (23.04, "23.0"),
        (1.2e-7, "1.20×10⁻⁷"), (0.00012345, "0.000123"), (65535, "65500"), (1.5e9, "1.50×10⁹"), (.nan, "–"),
        (-.infinity, "–"), (1000, "1000"), (1, "1.00"),
    ])
    func `Numbers have three significant digits`(value: Double, text: String) {
        #expect(Numbers.significant(value) == text)
    }

    @Test func `Fixed decimals are rounded and zero has no sign`() {
        #expect(Numbers.fixed(1.5870854, decimals: 3) == "1.587")
        #expect(Numbers.fixed(-0.0001, decimals: 2) == "0.00")
        #expect(Numbers.fixed(0.999, decimals: 1) == "1.0")
    }
}
