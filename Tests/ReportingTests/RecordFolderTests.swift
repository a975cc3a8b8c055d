import Datasets
import Formats
import FoundationEssentials
import Records
import Reporting
import TestSupport
import Testing

@Suite struct RecordFolderTests {
    @Test func `A record with its files gives the page that its values give`() throws {
        let input = try Example.input()
        let expected = try PageTests.withoutPictures(Report.html(input))
        try withTemporaryFolder { folder in
            for name in ["data", "results"] {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: name), withIntermediateDirectories: true)
            }
            for entry in input.record.datasets {
                try DatasetFile.write(#require(input.datasets[entry.name]), to: folder.appending(path: entry.file))
            }
            for trial in input.record.trials {
                guard let file = trial.result else { continue }
                let key = ReportInput.key(dataset: trial.dataset, method: trial.method)
                try ResultFile.write(#require(input.estimates[key]), to: folder.appending(path: file))
            }
            let record = folder.appending(path: "record.json")
            try JSONEncoder().encode(input.record).write(to: record)
            try Report.write(record: record, to: folder.appending(path: "page"))
            let page = try String(contentsOf: folder.appending(path: "page/index.html"), encoding: .utf8)
            let isSame = PageTests.withoutPictures(page) == expected
            #expect(isSame)
        }
    }

    @Test func `A page is made even when no file can be read, and says so`() throws {
        let input = try Example.input()
        try withTemporaryFolder { folder in
            let record = folder.appending(path: "record.json")
            try JSONEncoder().encode(input.record).write(to: record)
            try Report.write(record: record, to: folder)
            let page = try String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8)
            let saysSo = page.contains("bicrystal-0mrad is not drawn") && page.contains("its file could not be read")
            #expect(saysSo)
            #expect(TagBalance.fault(in: page) == nil)
        }
    }

    @Test func `A missing record is one line that names the file`() throws {
        try withTemporaryFolder { folder in
            let record = folder.appending(path: "nowhere.json")
            #expect(throws: RecordError.cannotRead(file: record.path, reason: "there is no such file")) {
                try Report.write(record: record, to: folder)
            }
        }
    }

    @Test(arguments: [
        ("{\"schema\": 2}", "schema: is 2"), ("{\"schema\": 1}", "lacks the key experiment"),
        ("[", "is cut short, or no JSON"),
    ])
    func `A record that cannot be understood is one line that says why`(text: String, reason: String) throws {
        try withTemporaryFolder { folder in
            let record = folder.appending(path: "record.json")
            try Data(text.utf8).write(to: record)
            let error = #expect(throws: RecordError.self) { try Report.write(record: record, to: folder) }
            let line = error?.description ?? ""
            #expect(line.contains(record.path) && line.contains(reason))
            #expect(!line.contains("\n"))
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "index.html").path))
        }
    }
}
