import FoundationEssentials
import Glibc
import Testing

/// A simulation that is stopped or killed, and goes on to the same last bit.
@Suite(.serialized) struct InterruptionTests {
    private static let command = ["simulate", "slow.yaml", "-o", "data.hspy", "--cache"]

    /// Starts the slow simulation and waits until a block is finished.
    private func startUntilFirstBlock(_ program: Program, _ arguments: [String]) throws -> Program.Running {
        let running = try program.start(arguments)
        let block = program.folder.appending(path: "data.hspy.partial/block-0").path
        for _ in 0..<4000 where access(block, F_OK) != 0 { usleep(5000) }
        return running
    }

    @Test func aSimulationStoppedAndKilledGoesOnToTheSameBytes() throws {
        try withProgram { program in
            try program.write(TinyModels.bicrystal(units: 15, azimuths: 160), to: "slow.yaml")
            #expect(try program.run("simulate", "slow.yaml", "-o", "whole.hspy", "--cache", "c0").status == 0)

            var running = try startUntilFirstBlock(program, Self.command + ["c1"])
            running.send(SIGINT)
            let stopped = running.outcome()
            #expect(stopped.status == 3)
            #expect(stopped.errors.split(separator: "\n").count == 1)
            #expect(stopped.errors.contains("--resume") && stopped.errors.contains("data.hspy.partial"))
            #expect(stopped.output.isEmpty)
            #expect(program.exists("data.hspy.partial/block-0") && !program.exists("data.hspy"))

            running = try startUntilFirstBlock(program, Self.command + ["c2", "--resume"])
            running.send(SIGKILL)
            #expect(running.outcome().status == 128 + SIGKILL)
            #expect(program.exists("data.hspy.partial/block-0") && !program.exists("data.hspy"))

            #expect(try program.run(Self.command + ["c3", "--resume"]).status == 0)
            #expect(try program.bytes(of: "data.hspy") == program.bytes(of: "whole.hspy"))
            #expect(!program.exists("data.hspy.partial"))
        }
    }

    @Test func aRunKilledAtHalfGoesOnToTheSameBytesOnAnyNumberOfThreads() throws {
        try withProgram { program in
            // Frozen phonons: blocks of several configurations, each with potentials of its own.
            let model =
                TinyModels.bicrystal(units: 6, azimuths: 24)
                + "\nscattering: {thermal: {frozen-phonons: {configurations: 3}}}\n"
            try program.write(model, to: "slow.yaml")
            #expect(
                try program.run("simulate", "slow.yaml", "-o", "whole.hspy", "--cache", "c0", "--threads", "2").status
                    == 0)
            let running = try program.start(Self.command + ["c1", "--threads", "1"])
            // 24 azimuths in blocks of 4, 3 configurations: 18 blocks.
            let half = program.folder.appending(path: "data.hspy.partial/block-8").path
            for _ in 0..<12_000 where access(half, F_OK) != 0 { usleep(5000) }
            running.send(SIGKILL)
            #expect(running.outcome().status == 128 + SIGKILL)
            #expect(program.exists("data.hspy.partial/block-8") && !program.exists("data.hspy"))
            #expect(try program.run(Self.command + ["c1", "--threads", "1", "--resume"]).status == 0)
            #expect(try program.bytes(of: "data.hspy") == program.bytes(of: "whole.hspy"))
        }
    }

    @Test func aSecondRunIntoOneOutputIsRefusedWithTheFirstsProcess() throws {
        try withProgram { program in
            try program.write(TinyModels.bicrystal(units: 15, azimuths: 160), to: "slow.yaml")
            let first = try startUntilFirstBlock(program, Self.command + ["c1"])
            for other in [
                Self.command + ["c2"], ["simulate", "arrays.yaml", "-o", "data.hspy"],
            ] {
                let second = try program.run(other)
                #expect(second.status == 2, "\(second)")
                #expect(second.errors.contains("another run is writing it (process \(first.pid))"), "\(second.errors)")
            }
            #expect(first.outcome().status == 0)
            #expect(try program.run("simulate", "arrays.yaml", "-o", "data.hspy").status == 0)
            #expect(!program.listing().contains { $0.contains(".lock") || $0.contains(".tmp-") })
        }
    }

    /// Two experiments with one dataset, begun together over one cache: the dataset is made once.
    @Test func twoRunsOverOneCacheDoTheWorkOnce() throws {
        try withProgram { program in
            try program.write(TinyModels.bicrystal(units: 15, azimuths: 160), to: "slow.yaml")
            try program.write(
                "question: q\ndatasets: [slow.yaml]\nmethods: [nmf]\noracle: false\n", to: "experiment.yaml")
            let runs = try ["one", "two"].map {
                try program.start(["validate", "experiment.yaml", "--report", $0, "--json"])
            }
            let outcomes = runs.map { $0.outcome() }
            #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes)")
            #expect(!outcomes.contains { $0.errors.contains("damaged") })
            let made = try outcomes.map {
                try JSONDecoder().decode(RecordedRun.self, from: Data($0.output.utf8)).datasets.count { !$0.cached }
            }
            #expect(made.sorted() == [0, 1])
            #expect(try program.bytes(of: "one/data/slow.hspy") == program.bytes(of: "two/data/slow.hspy"))
            #expect(try program.bytes(of: "one/results/slow--nmf.h5") == program.bytes(of: "two/results/slow--nmf.h5"))
        }
    }

    @Test func validateStoppedGoesOnFromTheCache() throws {
        try withProgram { program in
            try program.write(TinyModels.bicrystal(units: 15, azimuths: 160), to: "slow.yaml")
            try program.write(
                "question: q\ndatasets: [arrays.yaml, slow.yaml]\nmethods: [nmf]\noracle: false\n",
                to: "experiment.yaml")
            let running = try program.start(["validate", "experiment.yaml", "--report", "out"])
            let dataset = program.folder.appending(path: "out/data/arrays.hspy").path
            for _ in 0..<4000 where access(dataset, F_OK) != 0 { usleep(5000) }
            running.send(SIGINT)
            let stopped = running.outcome()
            #expect(stopped.status == 3)
            #expect(stopped.errors.contains("the same command again") && !program.exists("out/record.json"))
            let again = try program.run("validate", "experiment.yaml", "--report", "out", "--json")
            #expect(again.status == 0)
            let record = try JSONDecoder().decode(RecordedRun.self, from: Data(again.output.utf8))
            #expect(record.datasets.map(\.cached) == [true, false])
        }
    }
}
