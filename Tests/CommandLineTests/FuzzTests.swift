import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// A few damaged files for every reader, always the same ones; `make fuzz` tries a hundred thousand each.
@Suite struct FuzzTests {
    @Test func everyReaderSurvivesAFewDamagedFiles() throws {
        try withProgram { program in
            let outcome = try program.run(
                other: "Fuzz", "--inputs", "60", "--seed", "7", "--keep", program.folder.appending(path: "fuzz").path,
                "--checkout", Reference.checkout.path)
            let rows = outcome.output.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
            #expect(rows.count >= 20 && rows.allSatisfy { $0.contains("| 60 |") }, "\(outcome.output)")
            #expect(outcome.status == 0 && !outcome.output.contains("lost:"), "\(outcome.output)")
        }
    }
}
