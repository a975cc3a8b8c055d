import FoundationEssentials
import Records
import Reporting
import TestSupport
import Testing

@Suite struct FindingTests {
    private static func record() -> RunRecord {
        func trial(_ dataset: String, _ method: String, _ values: [(String, String?, Double?)]) -> Trial {
            Trial(
                dataset: dataset, method: method, seed: 1, outcome: .scored, reason: nil, seconds: 0, result: nil,
                scores: values.map { .init(metric: $0.0, member: $0.1, value: $0.2) }, matching: [:])
        }
        func dataset(_ name: String, seed: UInt64? = nil) -> RunRecord.DatasetEntry {
            var entry = RunRecord.DatasetEntry(
                name: name, title: "", model: "", digest: "", file: "", seconds: 0, cached: false)
            entry.repetition = seed.map { .init(series: "noisy", title: "", seed: $0, isHeldOut: $0 > 3) }
            return entry
        }
        var record = RunRecord(
            experiment: .init(name: "e", question: "", command: "twinbench validate e.yaml", digest: ""),
            versions: ["twinbench": "0"],
            machine: .init(processor: "", cores: 1, threads: 1, system: "", started: "", seconds: [:]),
            datasets: [dataset("exact")] + (1...4).map { (seed: UInt64) in dataset("noisy-\(seed)", seed: seed) },
            methods: [],
            metrics: [
                MetricEntry(
                    name: "angle", title: "", unit: "deg", direction: .lower, best: 0, source: "", explanation: "")
            ],
            trials: [
                trial("exact", "nmf", [("angle", "A", 3), ("angle", "B", 5)]),
                trial("exact", "oracle", [("angle", "A", 1), ("angle", "B", 2)]),
            ]
                + [1.0, 7, 2, 100].enumerated().map {
                    trial("noisy-\($0.offset + 1)", "nmf", [("angle", "A", $0.element)])
                }, claims: [], warnings: [])
        record.extinctionLengths = [
            .init(
                crystal: "GaAs", family: "2 2 0", energy: 300, withDebyeWaller: false, debyeWaller: "",
                relativistic: true, nanometres: 72.12)
        ]
        addRule(to: &record)
        return record
    }

    /// Up to one extinction length the angle is kept within 0.1, says a rule: thin is right, mid is overpromised, thick is
    /// better than promised.
    private static func addRule(to record: inout RunRecord) {
        var cases: [PrecessionStudy.Case] = []
        for (name, zone, thickness, score) in [
            ("thin", "3 1 1", 50.0, 0.05), ("thick", "3 1 1", 100, 0.05), ("mid", "5 1 1", 60, 0.3),
        ] {
            record.datasets.append(
                .init(name: name, title: "", model: "", digest: "", file: "", seconds: 0, cached: false))
            record.trials.append(
                Trial(
                    dataset: name, method: "nmf", seed: 1, outcome: .scored, reason: nil, seconds: 0, result: nil,
                    scores: [.init(metric: "angle", member: "A", value: score)], matching: [:]))
            cases.append(
                .init(
                    dataset: name, isHeldOut: true, crystal: "GaAs", zone: zone, energy: 300, angle: 20,
                    thickness: thickness, bend: 0, reflection: "0 2 -2", frequency: 0.5, extinctionLength: 75))
        }
        let verdict = MethodStudy.Artefact(metric: "angle", name: "right", within: 0.1)
        record.maps = MetricMaps(
            x: .init(key: "x", title: "x", logarithmic: false), y: .init(key: "y", title: "y", logarithmic: false),
            panels: nil, verdicts: [verdict])
        let none = PrecessionStudy.Tally(cases: 0, right: 0, kept: 0)
        record.precession = PrecessionStudy(
            fixed: nil, cases: cases,
            outcomes: [
                .init(
                    rule: PrecessionRule(
                        method: "nmf", metric: "angle", steps: [.init(largestDepth: 1, leastSweep: nil)]),
                    fitted: none, heldOut: none, misses: ["thick", "mid"])
            ])
    }

    /// The page that a template gives, or what is thrown.
    private func page(_ template: String) throws -> String {
        try withTemporaryFolder { folder in
            let (templates, run) = (folder.appending(path: "templates"), folder.appending(path: "records/e"))
            for made in [templates, run] {
                try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
            }
            try Data(template.utf8).write(to: templates.appending(path: "one.md"))
            try JSONEncoder().encode(Self.record()).write(to: run.appending(path: "record.json"))
            let output = folder.appending(path: "out")
            do {
                let pages = try FindingPage.write(
                    templates: templates, records: folder.appending(path: "records"), to: output)
                #expect(pages.map(\.lastPathComponent) == ["one.md"])
                let list = try String(contentsOf: output.appending(path: "README.md"), encoding: .utf8)
                #expect(list.contains("(one.md)"))
                let page = try String(contentsOf: pages[0], encoding: .utf8)
                for picture in page.matches(of: /\]\((.*\.svg)\)/) {
                    let drawing = try String(
                        contentsOf: output.appending(path: String(picture.1)), encoding: .utf8)
                    #expect(drawing.hasPrefix("<svg") && TagBalance.fault(in: drawing) == nil)
                }
                return page
            } catch {
                #expect(!FileManager.default.fileExists(atPath: output.path), "nothing is written half")
                throw error
            }
        }
    }

    @Test(arguments: [
        ("exact nmf angle above 4", "5.00°"), ("exact nmf angle:A between 2 3", "3.00°"),
        ("noisy nmf angle at-most 2", "2.00° (1.00 to 7.00 over 3 seeds)"),
        ("exact oracle angle over nmf at-least 0.4", "0.40"),
        ("extinction-length 220 static relativistic below 73", "72.1 nm"),
        ("rule nmf angle when", "any φ g t up to t/ξ = 1.0"),
        ("rule nmf angle held-out right between 0.3 0.4", "1 of 3 (33 %)"),
        ("rule nmf angle held-out base above 0.6", "2 of 3 (67 %)"),
        ("rule nmf angle held-out overpromised below 0.4", "1 of 3 (33 %)"),
        ("rule nmf angle held-out zone 311 right at-least 0.5", "1 of 2 (50 %)"),
    ])
    func `A place becomes the number that it names`(place: String, number: String) throws {
        let page = try page("# T\n\nIt is {{e \(place)}}.\n")
        #expect(page.hasPrefix("# T\n\nIt is \(number).\n"))
        #expect(page.contains("twinbench validate e.yaml"))
    }

    @Test func `The cases of a rule are drawn`() throws {
        let page = try page("# T\n{{figure e rule nmf angle held-out}}\n")
        #expect(page.contains("](one-1.svg)"))
    }

    @Test(arguments: [
        "rule nmf angle held-out right above 0.4",
        "exact nmf angle above 5", "exact nmf angle at-most 4.9", "noisy nmf angle between 2.1 3",
        "exact oracle angle over nmf above 0.4",
    ])
    func `A number that breaks its sentence's bound stops the page`(place: String) {
        let error = #expect(throws: FindingError.self) { try page("# T\n{{e \(place)}}") }
        #expect(error?.description.contains("the sentence around it is not true") == true)
    }

    @Test(arguments: [
        ("{{e exact nmf angle}}", "is too short"), ("{{e exact nmf angle over 3 x}}", "has no bound"),
        ("{{e exact nmf angle between 3}}", "has no bound"), ("{{e exact nmf angle above 3", "has no end"),
        ("{{e other nmf angle above 3}}", "has no dataset other"),
        ("{{e exact svd angle above 3}}", "svd has no such value"),
        ("{{e exact nmf size above 3}}", "no metric size"), ("{{figure e exact nmf}}", "is no line scan"),
        ("{{e extinction-length 220 cold relativistic below 3}}", "names no conditions"),
        ("{{e rule nmf angle held-out wrong above 3}}", "counts nothing"),
        ("{{e rule nmf angle held-out right}}", "has no bound"),
        ("{{e rule nmf angle fitted right above 0}}", "no such rule, or no such case"),
        ("{{e rule svd angle when}}", "no such rule"), ("{{figure e rule nmf angle}}", "names no cases"),
        ("{{e extinction-length 400 static relativistic below 300}}", "has no such length"),
    ])
    func `A place that cannot be filled is one line that names it`(template: String, problem: String) {
        let error = #expect(throws: FindingError.self) { try page("# T\n\(template)") }
        let line = error?.description ?? ""
        #expect(line.contains("one.md") && line.contains(problem) && !line.contains("\n"))
    }

    @Test func `A record that is not there is named`() {
        let error = #expect(throws: RecordError.self) { try page("# T\n{{f exact nmf angle above 3}}") }
        #expect(error?.description.contains("f/record.json") == true)
    }
}
