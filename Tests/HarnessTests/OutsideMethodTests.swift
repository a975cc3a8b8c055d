import Arrays
import Datasets
import Formats
import FoundationEssentials
import Glibc
import Harness
import Records
import TestSupport
import Testing

/// Methods in plain Python, without NumPy: what works is scored, what does not is recorded, and the rest goes on.
@Suite struct OutsideMethodTests {
    @Test func aMethodThatIsRightIsScoredAsRight() throws {
        let (trial, printed, _) = try OutsideJob.trial(
            "print('working on', job['rows'], 'rows'); print('and', job['options'], file=sys.stderr); write_good()",
            keys: "options: {components: 2, deep: {text: \"3\", list: [1.5, true, null, word]}}")
        #expect(trial.outcome == .scored && trial.reason == nil)
        #expect(trial.program?.exitStatus == 0 && trial.program?.signal == nil)
        #expect((trial.program?.seconds ?? 0) > 0 && (trial.program?.peakMemory ?? 0) > 1 << 20)
        // The mixture is linear and its ends are pure, so this is the truth.
        for metric in ["pattern-angle", "map-rmse"] {
            for score in trial.scores where score.metric == metric {
                #expect(abs(score.value ?? 1) < 1e-3, "\(score)")
            }
        }
        #expect(printed.contains("working on 6 rows"))
        #expect(printed.contains("{'components': 2, 'deep': {'list': [1.5, True, None, 'word'], 'text': '3'}}"))
        #expect(trial.program?.log == "results/tiny--mine.log")
    }

    @Test(arguments: [
        ("print('half way'); raise ValueError('no idea')", "", "exit status 1: ValueError: no idea", "half way"),
        ("print('tick', flush=True); time.sleep(60)", "time-limit: \"1 s\"", "took longer than 1 s", "tick"),
        ("a = bytearray(2 << 30)", "memory-limit: \"300 MB\"", "ran out of memory", "MemoryError"),
        ("write('patterns.npy', [[1.0] * 7] * 2); write('maps.npy', [[1.0] * 6] * 2)", "", "patterns.npy: shape", ""),
        ("write_good(); write('maps.npy', [[1.0] * 6] * 3)", "", "maps.npy: holds 3 maps for 2 patterns", ""),
        ("write_good(); write('maps.npy', [[float('nan')] * 6] * 2)", "", "maps.npy: values: holds NaN", ""),
        (
            "write_good(); write('maps.npy', [[1.0] * 6, [1, 1, -0.5, 1, 1, 1]])", "", "source 1 is -0.5 at position 2",
            ""
        ),
        (
            "write_good(); write('maps.npy', [[1.0] * 6, [1, 1, -1 / 3, 1, 1, 1]])", "maps: max1",
            "is -0.333 at position 2, and maps", ""
        ),
        ("write_good(); os.remove('patterns.npy')", "", "patterns.npy: was not written", ""),
        ("write_good(); open('maps.npy', 'wb').write(b'PK' * 50)", "", "maps.npy: header: is no .npy file", ""),
        ("write_good(); os.remove('maps.npy'); os.mkfifo('maps.npy')", "", "maps.npy: was not written", ""),
        (
            "for i in range(99): open(str(i), 'wb').write(bytes(400_000)); time.sleep(0.02)",
            "output-limit: \"2 MB\"", "wrote more than 2 MB", ""
        ),
        ("open('large', 'wb').write(bytes(5_000_000))", "output-limit: \"2 MB\"", "wrote more than 2 MB", ""),
        ("os.abort()", "", "ended by its own abort (SIGABRT)", ""),
    ])
    func aFailureIsRecordedWithWhatWasPrinted(
        program: String, keys: String, reason: String, printed: String
    ) throws {
        let (trial, log, nmf) = try OutsideJob.trial(program, keys: keys)
        #expect(trial.outcome == .failed && trial.result == nil && trial.scores.isEmpty)
        #expect(trial.reason?.contains(reason) ?? false, "\(trial.reason ?? "no reason")")
        #expect(log.contains(printed), "\(log)")
        #expect(trial.program != nil)
        #expect(nmf?.outcome == .scored)
    }

    @Test func mapsWithASignMayBeNegative() throws {
        let program = "write_good(); write('maps.npy', [[1.0] * 6, [1, 1, -0.5, 1, 1, 1]])"
        #expect(try OutsideJob.trial(program, keys: "maps: least-squares").trial.outcome == .scored)
    }

    @Test(arguments: [
        ("[no-such-program-anywhere]", "no program no-such-program-anywhere along PATH"),
        ("[./no-such-program]", "no program ./no-such-program among the method's files"),
        ("[/no/such/program]", "no program /no/such/program"), ("[./method.py]", "no program ./method.py among"),
    ])
    func aProgramThatDoesNotExistIsRecorded(command: String, reason: String) throws {
        let (trial, _, nmf) = try OutsideJob.trial("", command: command)
        #expect(trial.outcome == .failed && trial.reason?.contains(reason) ?? false, "\(trial.reason ?? "")")
        #expect(trial.program?.exitStatus == nil && nmf?.outcome == .scored)
    }

    @Test func howMuchIsPrintedDoesNotMatterAndItsEndsAreKept() throws {
        let (trial, printed, _) = try OutsideJob.trial(
            "print('first'); print('x' * 20_000_000); print('last'); write_good()")
        #expect(trial.outcome == .scored)
        #expect(printed.hasPrefix("first\n") && printed.hasSuffix("last\n") && printed.contains("bytes left out"))
        #expect(printed.utf8.count < 70_000)
    }

    @Test func childrenThatHangDieWithTheirProgram() throws {
        // One trial's program outlives its limit, the other's ends well; both have a child that would sleep on.
        for (end, outcome) in [("time.sleep(60)", Trial.Outcome.failed), ("write_good()", .scored)] {
            let (trial, printed, _) = try OutsideJob.trial(
                """
                child = os.fork()
                if child == 0:
                    while True: time.sleep(60)
                print(child, flush=True)
                \(end)
                """, keys: "time-limit: \"2 s\"")
            #expect(trial.outcome == outcome)
            #expect((trial.program?.seconds ?? 99) < 20)
            let child = try #require(pid_t(printed.trimmingPrefix(while: \.isWhitespace).prefix { $0.isNumber }))
            #expect(isDead(child))
        }
    }

    @Test func aRunThatIsStoppedLeavesNoProgramBehind() throws {
        try withTemporaryFolder { folder in
            let mark = folder.appending(path: "started").path
            let job = try OutsideJob(
                in: folder, program: "open('\(mark)', 'w').write(str(os.getpid())); time.sleep(60)")
            #expect(throws: Cancelled.self) {
                try job.run(isCancelled: { ((try? String(contentsOfFile: mark, encoding: .utf8)) ?? "") != "" })
            }
            let pid = try #require(pid_t(try String(contentsOfFile: mark, encoding: .utf8)))
            #expect(isDead(pid))
        }
    }

    /// Whether a process is gone, or only waits for its parent to notice.
    private func isDead(_ pid: pid_t) -> Bool {
        for _ in 0..<100 {
            let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
            if kill(pid, 0) != 0 || status.contains(") Z ") { return true }
            usleep(20_000)
        }
        return false
    }
}
