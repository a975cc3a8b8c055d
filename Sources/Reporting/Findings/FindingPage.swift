import Datasets
public import FoundationEssentials
import Records

/// The findings: one short page each, its words from a template and its numbers from records.
public struct FindingPage {
    private let name: String
    private let file: String
    private let template: FindingTemplate
    private let records: FindingRecords

    /// Writes a page for every template in a folder, and README.md that lists them. Nothing is written before all of them are
    /// made.
    ///
    /// - Parameters:
    ///   - templates: a folder of Markdown files.
    ///   - records: the folder whose folders hold record.json.
    /// - Returns: the pages, without the list.
    /// - Throws: `FindingError`, `RecordError`, `ReportError`.
    public static func write(templates: URL, records folder: URL, to output: URL) throws -> [URL] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: templates.path)) ?? []).filter {
            $0.hasSuffix(".md") && $0 != "README.md"
        }.sorted()
        guard !names.isEmpty else { throw FindingError.noTemplates(folder: templates.path) }
        let records = FindingRecords(folder: folder)
        let pages = try names.map { try FindingPage(templates.appending(path: $0), records: records) }
        let files = try pages.map { try $0.files }
        do {
            try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        } catch {
            throw ReportError.cannotWrite(file: output.path, reason: "the folder cannot be made")
        }
        for (name, text) in files.joined() { try Report.write(text, to: output.appending(path: name)) }
        try Report.write(list(pages), to: output.appending(path: "README.md"))
        return pages.map { output.appending(path: "\($0.name).md") }
    }

    private init(_ url: URL, records: FindingRecords) throws {
        file = url.path
        name = url.deletingPathExtension().lastPathComponent
        self.records = records
        guard let data = try? Data(contentsOf: url) else {
            throw FindingError.missing(file: file, place: "", problem: "the file cannot be read")
        }
        template = try FindingTemplate(String(decoding: data, as: UTF8.self), file: file)
    }

    /// The page and its pictures, by name.
    private var files: [(String, String)] {
        get throws {
            var page = ""
            var pictures: [(String, String)] = []
            for part in template.parts {
                switch part {
                case .text(let text): page += text
                case .place(let place):
                    if let plot = try picture(place) {
                        let name = "\(self.name)-\(pictures.count + 1).svg"
                        page += "![\(plot.description)](\(name))"
                        pictures.append((name, plot.standalone))
                    } else {
                        page += try number(place)
                    }
                }
            }
            return [("\(name).md", page + (try source))] + pictures
        }
    }

    private func number(_ place: FindingPlace) throws -> String {
        let index = try records.index(place.record)
        switch place.content {
        case .figure, .ruleFigure: return ""
        case .rule(let rule):
            guard let outcome = rule.outcome(in: index) else { throw noRule(place) }
            return outcome.rule.words
        case .ruleCount(let rule, let count, let bound):
            guard let found = rule.counted(count, in: index) else { throw noRule(place) }
            let share = Double(found.cases) / Double(found.all)
            try check(share, bound, place)
            return "\(found.cases) of \(found.all) (\(Numbers.fixed(100 * share, decimals: 0)) %)"
        case .score(let score, let bound):
            let found = try self.found(score, in: index, place)
            if let divisor = score.divisor {
                let share = found.value / (try self.found(divisor, in: index, place).value)
                guard share.isFinite else {
                    throw FindingError.missing(file: file, place: place.text, problem: "the other score is 0")
                }
                try check(share, bound, place)
                return Numbers.significant(share, digits: 2)
            }
            try check(found.value, bound, place)
            return found.text
        case .extinctionLength(let family, let isDamped, let isRelativistic, let bound):
            let found = index.record.extinctionLengths?.first {
                $0.family == family && $0.withDebyeWaller == isDamped && $0.relativistic == isRelativistic
            }
            guard let found else {
                throw FindingError.missing(file: file, place: place.text, problem: "the record has no such length")
            }
            try check(found.nanometres, bound, place)
            return "\(Numbers.fixed(found.nanometres, decimals: 1)) nm"
        }
    }

    private func noRule(_ place: FindingPlace) -> FindingError {
        .missing(file: file, place: place.text, problem: "the record has no such rule, or no such case of it")
    }

    private func found(
        _ score: FindingPlace.ScorePlace, in index: RecordIndex, _ place: FindingPlace
    ) throws(FindingError) -> FoundScore {
        switch index.found(score) {
        case .success(let found): return found
        case .failure(let reason): throw .missing(file: file, place: place.text, problem: reason.description)
        }
    }

    private func check(_ value: Double, _ bound: FindingBound, _ place: FindingPlace) throws(FindingError) {
        guard bound.isKept(by: value) else {
            throw .boundBroken(file: file, place: place.text, value: Numbers.plain(value, digits: 4))
        }
    }

    /// The picture that a place names; nil where it is none.
    private func picture(_ place: FindingPlace) throws -> Plot? {
        switch place.content {
        case .figure(let dataset, let methods): return try figure(place, dataset: dataset, methods: methods)
        case .ruleFigure(let rule, let isHeldOut):
            let index = try records.index(place.record)
            guard let outcome = rule.outcome(in: index) else { throw noRule(place) }
            let cases = index.record.precession?.cases.filter { $0.isHeldOut == isHeldOut } ?? []
            return PrecessionRulePlot(index: index, outcome: outcome, cases: cases).plot
        default: return nil
        }
    }

    private func figure(_ place: FindingPlace, dataset: String, methods: [String]) throws -> Plot {
        guard let (index, scan) = try records.scan(place.record, dataset: dataset, methods: methods) else {
            throw FindingError.missing(
                file: file, place: place.text, problem: "\(dataset) is no line scan with its file beside the record")
        }
        let views = methods.compactMap { index.view($0, on: scan.known) }
        guard views.count == methods.count else {
            throw FindingError.missing(file: file, place: place.text, problem: "a method has no result there")
        }
        return ProfilePlot(index: index, scan: scan, views: views, oracle: index.oracle(on: scan.known), members: [0])
            .plot
    }

    /// Where the numbers come from.
    private var source: String {
        get throws {
            let lines = try template.records.map { name -> String in
                let record = try records.index(name).record
                return "`\(record.experiment.command)` (Twinbench \(record.versions["twinbench"] ?? "?"))"
            }
            return "\n---\n\nNumbers from \(lines.joined(separator: ", ")). `make findings` writes this page.\n"
        }
    }

    private static func list(_ pages: [FindingPage]) -> String {
        """
        # Findings

        What the experiments say, one short page each. Every score comes from the record of a run, and the page is not \
        written where a number breaks the bound that its sentence needs: `twinbench findings`.


        """ + pages.map { "- [\($0.template.title ?? $0.name)](\($0.name).md)\n" }.joined()
    }
}
