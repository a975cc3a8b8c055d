import Arrays
import Datasets
import Formats
import FoundationEssentials
import Records
import Reporting
import TestSupport
import Testing

@Suite struct PageTests {
    static let page = Result { try Report.html(Example.input()) }
    /// The page without the pictures' bytes.
    static let markup = page.map(withoutPictures)

    static func withoutPictures(_ page: String) -> String {
        var kept: [UInt8] = []
        var bytes = page.utf8[...]
        let marker = Array(";base64,".utf8)
        while let found = bytes.firstRange(of: marker) {
            kept += bytes[..<found.upperBound]
            bytes = bytes[found.upperBound...].drop { $0 != UInt8(ascii: "\"") }
        }
        return String(decoding: kept + bytes, as: UTF8.self)
    }

    /// Whether the page holds a text; a failed expectation then does not print the page.
    static func has(_ text: String) throws -> Bool { try markup.get().contains(text) }

    @Test func `Every element is closed in order`() throws {
        let fault = try TagBalance.fault(in: Self.markup.get())
        #expect(fault == nil)
        let page = try Self.page.get()
        // For looking at the page: a path to write it to.
        if let path = ProcessInfo.processInfo.environment["TWINBENCH_EXAMPLE_PAGE"] {
            try Data(page.utf8).write(to: URL(filePath: path))
        }
    }

    @Test func `The page needs no network`() throws {
        for word in ["http:", "https:", "src=\"/", "@import", "url(\"", "url(/", "<link", "<iframe"] {
            let found = try Self.has(word)
            #expect(!found, "\(word)")
        }
        let sources = try Self.markup.get().split(separator: " src=\"").dropFirst()
        #expect(sources.count > 40)
        let areInside = sources.allSatisfy { $0.hasPrefix("data:image/png;base64,") }
        #expect(areInside)
        let size = try Self.page.get().utf8.count
        #expect(size < 4_000_000)
    }

    @Test func `The same run gives the same bytes`() throws {
        let isSame = try Report.html(Example.input()) == Self.page.get()
        #expect(isSame)
    }

    @Test func `Without scripts the pictures are root-scaled patterns, dark on white`() throws {
        let page = try Self.page.get()
        let picture = try Self.picture(in: page, alternative: "True pattern of end member A in fig5")
        let truth = try Reference.matrix("learning/inputs_a_fig5.W.npy").row(0)
        #expect(picture.width == 64 && picture.height == 64)
        let brightest = try #require(truth.max())
        for (index, value) in truth.enumerated() {
            let expected = 255 - 255 * (max(0, value) / brightest).squareRoot()
            #expect(abs(Double(picture.rgba[4 * index]) - expected) <= 1.01)
        }
    }

    @Test func `A failed trial is shown with its reason`() throws {
        let isShown = try Self.has("SVD failed:</strong> rank &lt;3&gt; is above the number of patterns")
        #expect(isShown)
    }

    @Test func `Every claim has a row that the verdict strip can reach`() throws {
        let claims = try Example.input().record.claims
        for order in claims.indices {
            let hasRow = try Self.has("<tr id=\"claim-\(claims[order].id.lowercased())-\(order + 1)\"")
            #expect(hasRow)
        }
        let tellsSurprise = try Self.has("verdicts differ from the one stated")
        #expect(tellsSurprise)
    }

    @Test func `A claim over seeds shows its spread, its pass rate and what it rests on`() throws {
        var input = try Example.input()
        let without = try Self.withoutPictures(Report.html(input))
        let isBare = !without.contains("Pass rate") && !without.contains("class=\"under\"")
        #expect(isBare)
        input.record.claims[0].spread = .init(smallest: 0.25, largest: 0.5, kept: 3, seeds: 7)
        input.record.claims[0].heldOutSpread = .init(smallest: nil, largest: nil, kept: 0, seeds: 2)
        input.record.claims[0].under = "fitted settings"
        let page = try Self.withoutPictures(Report.html(input))
        for text in ["Pass rate", "0.250 to 0.500", "3 of 7", "H 0 of 2", ">under fitted settings<"] {
            let isThere = page.contains(text)
            #expect(isThere, "\(text)")
        }
        #expect(TagBalance.fault(in: page) == nil)
    }

    @Test func `Every link on the page has a target`() throws {
        let page = try Self.markup.get()
        let links = Set(page.split(separator: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } })
        let targets = Set(page.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } })
        #expect(links.count > 10)
        #expect(links.subtracting(targets).isEmpty)
    }

    @Test func `Text from files cannot become markup`() throws {
        var input = try Example.input()
        let hostile = "<script>alert(1)</script>\" onload=\"x"
        input.record.experiment.question = hostile
        input.record.experiment.name = hostile
        input.record.warnings = [hostile]
        input.record.datasets[0].title = hostile
        input.record.datasets[0].model = hostile
        input.record.methods[0].title = hostile
        input.record.claims[0].text = hostile
        input.record.metrics[0].explanation = hostile
        let page = try Self.withoutPictures(Report.html(input))
        let isBroken = page.contains("<script>alert") || page.contains("\" onload=\"")
        #expect(!isBroken)
        #expect(TagBalance.fault(in: page) == nil)
    }

    @Test func `The discrepancy in the extinction length is told only where the run has the hypothesis`() throws {
        var input = try Example.input()
        let isTold = try Self.has("114 nm")
        for index in input.record.datasets.indices { input.record.datasets[index].model = "crystal: GaAs.cif" }
        let isStillTold = try Self.withoutPictures(Report.html(input)).contains("114 nm")
        #expect(isTold && !isStillTold)
    }

    @Test func `Ends against middle is named where a map shows it`() throws {
        var input = try Example.input()
        let key = ReportInput.key(dataset: "bicrystal-20mrad", method: "fuzzy-c-means")
        let sentence = "sets the ends of this scan against its middle"
        let isNamedBefore = try Self.has(sentence)
        #expect(!isNamedBefore)
        let estimate = try #require(input.estimates[key])
        // A membership that is high at both ends and low between.
        let share = (0..<estimate.maps.columns).map { abs(Double($0) - 12.5) / 12.5 }
        input.estimates[key] = StoredEstimate(
            method: estimate.method, dataset: estimate.dataset, shape: estimate.shape, patterns: estimate.patterns,
            maps: Matrix([share, share.map { 1 - $0 }]), mapScaling: "native", objective: [], convergence: [:],
            diagnostics: [:], provenance: estimate.provenance)
        let isNamed = try Self.withoutPictures(Report.html(input)).contains(sentence)
        #expect(isNamed)
    }

    static let wires = Result {
        var builder = ExampleBuilder()
        try builder.addWire("wire-0mrad", angle: 0)
        try builder.addWire("wire-35mrad", angle: 35)
        return try Report.html(builder.finish())
    }

    @Test func `A scan in two dimensions is shown as maps from white to black`() throws {
        let page = try Self.wires.get()
        #expect(TagBalance.fault(in: Self.withoutPictures(page)) == nil)
        if let path = ProcessInfo.processInfo.environment["TWINBENCH_EXAMPLE_WIRES"] {
            try Data(page.utf8).write(to: URL(filePath: path))
        }
        let abundances = try Reference.matrix("learning/inputs_c_noisy.Z.npy")
        for (member, name) in ["A", "B", "vacuum"].enumerated() {
            let picture = try Self.picture(in: page, alternative: "Map of \(name), NMF, in wire-35mrad")
            #expect(picture.width == 30 && picture.height == 20)
            for position in 0..<600 {
                let expected = 255 - 255 * abundances[position, member]
                #expect(abs(Double(picture.rgba[4 * position]) - expected) <= 0.51)
            }
        }
    }

    @Test func `Virtual images are drawn from their smallest to their largest value, which are named`() throws {
        let page = try Self.wires.get()
        let abundances = try Reference.matrix("learning/inputs_c_noisy.Z.npy")
        let picture = try Self.picture(in: page, alternative: "Virtual image of wire-35mrad: dark field of B")
        for position in 0..<600 {
            let expected = 255 - 255 * abundances[position, 1]
            #expect(abs(Double(picture.rgba[4 * position]) - expected) <= 0.51)
        }
        let isNamed = page.contains("dark field of B<br/><small>5.00 … 105 counts</small>")
        #expect(isNamed)
    }

    @Test func `A field that does not change is not drawn as its rounding`() throws {
        let page = try Self.wires.get()
        let (changing, constant) = (page.contains("hickness in wire-35mrad"), page.contains("ilm in wire-35mrad"))
        #expect(changing && !constant)
    }

    @Test func `Components below zero are blue, those above vermilion`() throws {
        let page = try Self.wires.get()
        let abundances = try Reference.matrix("learning/inputs_c_noisy.Z.npy")
        let picture = try Self.picture(in: page, alternative: "Map 1 that FastICA finds in wire-35mrad")
        // The component is A - B or its negative, the same everywhere.
        func colour(_ position: Int) -> Int { Int(picture.rgba[4 * position]) - Int(picture.rgba[4 * position + 2]) }
        let pure = try #require((0..<600).first { abundances[$0, 0] == 1 })
        let sign = colour(pure) > 0 ? 1.0 : -1
        #expect(abs(colour(pure)) > 150)
        for position in stride(from: 0, to: 600, by: 7) {
            let value = sign * (abundances[position, 0] - abundances[position, 1])
            let isRight = abs(value) < 0.01 ? abs(colour(position)) < 10 : (value > 0) == (colour(position) > 0)
            #expect(isRight, "\(position): \(value), \(colour(position))")
        }
    }

    @Test func `The scree of several angles is one plot that names each rank or says that there is none`() throws {
        let page = try Self.withoutPictures(Self.wires.get())
        #expect(page.split(separator: "aria-label=\"Scree plots of 0 mrad, 35 mrad").count == 2)
        let saysBoth = page.contains(
            "0 mrad: no clear rank (largest drop 1.10); 35 mrad: <b>3 components</b> (largest drop 2.16).")
        #expect(saysBoth)
    }

    @Test func `Every pattern of a scan in two dimensions is a point in the plane of scores`() throws {
        let page = try Self.withoutPictures(Self.wires.get())
        let dots = page.split(separator: "<path class=\"dots ").dropFirst()
        let count = dots.map { $0.prefix { $0 != ">" }.split(separator: "h0").count - 1 }.reduce(0, +)
        #expect(count == 600)
        let saysPlane = page.contains("score on component 2") && page.contains("score on component 3")
        #expect(saysPlane)
    }

    /// The picture with an alternative text, decoded.
    private static func picture(in page: String, alternative: String) throws -> PNG.Picture {
        let marker = " alt=\"\(alternative)\" src=\"data:image/png;base64,"
        let start = try #require(page.utf8.firstRange(of: Array(marker.utf8))).upperBound
        let text = String(decoding: page.utf8[start...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
        return try PNG.decode(Array(#require(Data(base64Encoded: text))))
    }
}
