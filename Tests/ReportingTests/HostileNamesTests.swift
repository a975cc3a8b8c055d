import Arrays
import Datasets
import Formats
import FoundationEssentials
import Records
import Reporting
import TestSupport
import Testing

/// Names come from files, and files come from anybody: none of them may become markup.
@Suite struct HostileNamesTests {
    private static let name = "\"><script>alert(1)</script>]]>--><img src=x onerror='alert(2)'>&amp;\\</title>"

    /// The example with a hostile part in every name and sentence that a file gives.
    private static func input() throws -> ReportInput {
        func bad(_ text: String) -> String { text + name }
        let sound = try Example.input()
        var record = sound.record
        record.experiment.name = bad(record.experiment.name)
        record.experiment.question = bad(record.experiment.question)
        record.experiment.command = bad(record.experiment.command)
        record.machine.processor = bad(record.machine.processor)
        record.machine.system = bad(record.machine.system)
        record.machine.started = bad(record.machine.started)
        record.versions = Dictionary(uniqueKeysWithValues: record.versions.map { (bad($0), bad($1)) })
        record.warnings = record.warnings.map(bad) + [name]
        for index in record.datasets.indices {
            record.datasets[index].name = bad(record.datasets[index].name)
            record.datasets[index].title = bad(record.datasets[index].title)
            record.datasets[index].model = bad(record.datasets[index].model)
            record.datasets[index].digest = bad(record.datasets[index].digest)
            record.datasets[index].file = bad(record.datasets[index].file)
        }
        for index in record.methods.indices {
            record.methods[index].name = bad(record.methods[index].name)
            record.methods[index].title = bad(record.methods[index].title)
            record.methods[index].options = bad(record.methods[index].options)
            record.methods[index].summary = name
        }
        for index in record.metrics.indices {
            record.metrics[index].title = bad(record.metrics[index].title)
            record.metrics[index].unit = bad(record.metrics[index].unit)
            record.metrics[index].source = bad(record.metrics[index].source)
        }
        for index in record.trials.indices {
            record.trials[index].dataset = bad(record.trials[index].dataset)
            record.trials[index].method = bad(record.trials[index].method)
            record.trials[index].reason = record.trials[index].reason.map(bad)
            record.trials[index].program = ProgramRun(exitStatus: 1, signal: nil, seconds: 1, peakMemory: 1, log: name)
            for score in record.trials[index].scores.indices {
                record.trials[index].scores[score].member = record.trials[index].scores[score].member.map(bad)
                record.trials[index].scores[score].reason = record.trials[index].scores[score].reason.map(bad)
            }
        }
        for index in record.claims.indices {
            record.claims[index].id = bad(record.claims[index].id)
            record.claims[index].text = bad(record.claims[index].text)
            record.claims[index].dataset = bad(record.claims[index].dataset)
            record.claims[index].method = bad(record.claims[index].method)
            record.claims[index].member = record.claims[index].member.map(bad)
            record.claims[index].bound = bad(record.claims[index].bound)
            record.claims[index].because = bad(record.claims[index].because ?? "")
            record.claims[index].under = name
        }
        return ReportInput(
            record: record,
            datasets: Dictionary(uniqueKeysWithValues: sound.datasets.map { (bad($0), hostile($1)) }),
            estimates: Dictionary(
                uniqueKeysWithValues: sound.estimates.map { key, estimate in
                    let parts = key.split(separator: "/").map(String.init)
                    return (ReportInput.key(dataset: bad(parts[0]), method: bad(parts[1])), estimate)
                }))
    }

    /// The dataset with hostile names of end members, reflections, beams and axes.
    private static func hostile(_ dataset: Dataset) -> Dataset {
        func axis(_ axis: Axis) -> Axis {
            Axis(name: axis.name + name, scale: axis.scale, offset: axis.offset, units: axis.units + name)
        }
        let old = dataset.calibration
        let truth = dataset.truth.map { truth in
            GroundTruth(
                members: truth.members.map { member in
                    EndMember(
                        name: member.name + name, pattern: member.pattern,
                        reflections: member.reflections.map {
                            Reflection(
                                y: $0.y, x: $0.x, intensity: $0.intensity, kind: $0.kind, label: $0.label + name)
                        })
                }, abundances: truth.abundances, thickness: truth.thickness, fields: truth.fields,
                apertures: truth.apertures)
        }
        let beams = dataset.beams.map {
            Beams(ky: $0.ky, kx: $0.kx, intensity: $0.intensity, labels: $0.labels.map { $0 + name })
        }
        return Dataset(
            name: dataset.name + name, observations: dataset.observations, storage: dataset.storage,
            calibration: Calibration(
                scanY: axis(old.scanY), scanX: axis(old.scanX), detectorY: axis(old.detectorY),
                detectorX: axis(old.detectorX), beamEnergy: old.beamEnergy, precessionAngle: old.precessionAngle),
            truth: truth, beams: beams,
            provenance: Provenance(
                model: name, digests: [name: name], seed: 1, versions: [name: name], warnings: [name]))
    }

    @Test func `No name becomes markup on the page`() throws {
        let page = try Report.html(Self.input())
        let sound = try Report.html(Example.input())
        #expect(TagBalance.fault(in: page) == nil)
        for piece in ["<script>alert", "<img src=x", "&amp;\\</title>"] {
            let isThere = page.contains(piece)
            #expect(!isThere, "\(piece)")
        }
        // The page's own script is the only one that runs, and its title the only one of a document.
        for (element, mark) in [("script", "<script>"), ("title", "<head>")] {
            #expect(page.ranges(of: mark).count == sound.ranges(of: mark).count, "\(element)")
        }
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        // The pattern viewer's labels are JSON in a script, where nothing is escaped as in text.
        let labels = page.contains("\\u003cscript\\u003ealert(1)\\u003c")
        #expect(labels)
    }

    @Test func `No name becomes markup in JUnit's XML or a Markdown table`() throws {
        let record = try Self.input().record
        var worse = record
        for trial in worse.trials.indices {
            for score in worse.trials[trial].scores.indices { worse.trials[trial].scores[score].value = 1e6 }
        }
        let comparison = ScoreComparison(
            of: worse, with: Baseline(record, tolerances: []), before: "a.json", after: "b.json")
        #expect(!comparison.differences.isEmpty)
        let (xml, markdown) = (comparison.junit, comparison.markdown)
        for text in [xml, markdown] {
            #expect(!text.contains("<script") && !text.contains("<img"))
        }
        #expect(
            !xml.contains("\"><")
                || TagBalance.fault(in: xml.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: "")) == nil)
    }

    @Test func `What a record names is looked for below its folder only`() throws {
        try withTemporaryFolder { folder in
            let run = folder.appending(path: "run")
            try FileManager.default.createDirectory(at: run.appending(path: "data"), withIntermediateDirectories: true)
            let sound = try Example.input()
            let (name, dataset) = try #require(sound.datasets.first { $0.key == "fig5" })
            let secret = folder.appending(path: "secret.hspy")
            try DatasetFile.write(dataset, to: secret)
            try FileManager.default.createSymbolicLink(
                at: run.appending(path: "data/link.hspy"), withDestinationURL: secret)
            for path in [secret.path, "../secret.hspy", "data/../../secret.hspy", "data/link.hspy"] {
                var record = sound.record
                record.trials = []
                record.datasets = record.datasets.filter { $0.name == name }
                record.datasets[0].file = path
                let file = run.appending(path: "record.json")
                try JSONEncoder().encode(record).write(to: file)
                try Report.write(record: file, to: run)
                let page = try String(contentsOf: run.appending(path: "index.html"), encoding: .utf8)
                let isRefused = page.contains("leads out of the record")
                #expect(isRefused, "\(path)")
            }
        }
    }
}
