import FoundationEssentials
import Testing

/// `simulate --dry-run`: what it states beside what the run then does.
@Suite struct DryRunTests {
    private struct Plan: Decodable {
        var shape: [Int]
        var grid: [Int]?
        var tilts: Int
        var configurations: Int
        var sliceSteps: Int
        var threads: Int
        var beamsCached: Bool
        var finishedBlocks: Int
        var seconds: Double
        var secondsOfMultislice: Double
        var memory: Int
    }

    private func plan(_ program: Program, _ arguments: String...) throws -> Plan {
        try plan(program, ["simulate"] + arguments)
    }

    private func plan(_ program: Program, _ arguments: [String]) throws -> Plan {
        let outcome = try program.run(arguments + ["--dry-run", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
    }

    @Test func theCountsAreThoseOfTheStackAndNothingIsLeftBehind() throws {
        try withProgram { program in
            let before = program.listing()
            let found = try plan(program, "bicrystal.yaml", "--threads", "1")
            // 2 units of 9 slices: 18 through A, then 18 and 9 through B below 0 and 1 units of A; 3 azimuths.
            #expect(found.sliceSteps == 3 * (18 + 18 + 9) && found.tilts == 3 && found.configurations == 1)
            #expect(found.shape == [1, 3 + 2 * 2, 64, 64] && found.grid == [180, 54] && found.threads == 1)
            #expect(!found.beamsCached && found.finishedBlocks == 0)
            #expect(found.seconds >= found.secondsOfMultislice && found.secondsOfMultislice > 0)
            #expect(program.listing() == before)

            let phonons = "scattering.thermal={frozen-phonons: {configurations: 4}}"
            let four = try plan(program, "bicrystal.yaml", "--set", phonons)
            #expect(four.configurations == 4 && four.sliceSteps == 4 * found.sliceSteps)
        }
    }

    @Test func beamsInTheCacheAndFinishedBlocksAreSaid() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy").status == 0)
            let cached = try plan(program, "bicrystal.yaml", "-o", "data.hspy")
            #expect(cached.beamsCached && cached.secondsOfMultislice == 0)
            let text = try program.run("simulate", "bicrystal.yaml", "--dry-run").output
            #expect(text.contains("in the cache"))
            // Another angle is other work.
            #expect(try !plan(program, "bicrystal.yaml", "--set", "precession.angle=5 mrad").beamsCached)
        }
    }

    /// Memory for patterns, and memory for the transmission functions of many slices with atoms of their own.
    @Test(arguments: [
        ["detector.pixels=[512, 512]", "scan.pure-copies=40"],
        [
            "scattering.thermal={frozen-phonons: {configurations: 2}}", "discretization.grid=[360, 108]",
            "stack.units=10",
        ],
    ])
    func theRunTakesTheMemoryStated(settings: [String]) throws {
        try withProgram { program in
            let arguments = ["simulate", "bicrystal.yaml", "--threads", "2"] + settings.flatMap { ["--set", $0] }
            let stated = try plan(program, arguments)
            let run = try program.start(arguments + ["-o", "data.hspy"])
            let (outcome, peak) = run.outcomeAndPeakMemory()
            #expect(outcome.status == 0)
            let ratio = Double(peak) / Double(stated.memory)
            #expect(ratio > 0.85 && ratio < 1.15, "\(stated.memory) stated, \(peak) taken")
        }
    }

    /// The 236 GB of these lines are not made to find out how long it takes.
    @Test func aLargeScanIsMeasuredByAFewOfItsLines() throws {
        try withProgram { program in
            let many = try plan(program, "arrays.yaml", "--set", "scan.lines=100000", "--set", "pixels=[256, 256]")
            #expect(many.shape == [100_000, 9, 256, 256])
            #expect(many.seconds > 10)
            #expect(many.memory < 400_000_000)
        }
    }

    /// A second holds tens of thousands of slice steps: a wave must not go through so many.
    @Test func anAbsorberIsMeasuredNoDeeperThanItIs() throws {
        try withProgram { program in
            let found = try plan(program, "bicrystal.yaml", "--set", "scattering.absorption=0.1")
            #expect(found.secondsOfMultislice > 0)
            #expect(found.seconds > found.secondsOfMultislice)
        }
    }

    @Test func anOutputIsNeededUnlessTheRunIsDry() throws {
        try withProgram { program in
            let outcome = try program.run("simulate", "bicrystal.yaml")
            #expect(outcome.status == 2 && outcome.errors.contains("--output"))
            #expect(outcome.errors.split(separator: "\n").count == 1)
        }
    }
}
