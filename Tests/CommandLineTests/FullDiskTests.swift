import FoundationEssentials
import Testing

@Suite struct FullDiskTests {
    @Test("An end that cannot be written is one line, and the old file stays", arguments: [1, 8, 20])
    func anEndThatCannotBeWritten(blocks: Int) throws {
        try withProgram { program in
            try program.write(TinyModels.arrays, to: "arrays.yaml")
            #expect(try program.run("simulate", "arrays.yaml", "-o", "data.hspy").status == 0)
            #expect(try program.run("learn", "data.hspy", "--method", "nmf", "-o", "result.h5").status == 0)
            for (file, arguments) in [
                ("result.h5", ["learn", "data.hspy", "--method", "vca", "-o"]),
                ("data.hspy", ["simulate", "arrays.yaml", "-o"]),
            ] {
                let old = try program.bytes(of: file)
                let (outcome, before) = (
                    try program.run(largestFile: blocks, arguments + [file]), program.listing()
                )
                #expect(outcome.status == 2 || outcome.status == 3)
                #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
                #expect(outcome.errors.contains(file))
                #expect(try program.bytes(of: file) == old)
                #expect(!before.contains { $0.contains(".tmp-") })
            }
        }
    }
}
