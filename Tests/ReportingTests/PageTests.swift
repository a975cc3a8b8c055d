import FoundationEssentials
import Records
import Reporting
import TestSupport
import Testing

@Suite struct PageTests {
    @Test func `The example page is written`() throws {
        let page = try Report.html(Example.input())
        #expect(page.utf8.count < 4_000_000)
        if let path = ProcessInfo.processInfo.environment["TWINBENCH_EXAMPLE_PAGE"] {
            try Data(page.utf8).write(to: URL(filePath: path))
        }
    }
}
