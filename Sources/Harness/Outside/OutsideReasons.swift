internal import Modelling
internal import Quantities

// Why a run of a method outside Twinbench gave nothing, in one line with the mend.
extension OutsideTrial {
    var missingProgram: String {
        let program = method.model.command[0]
        if program.hasPrefix("/") { return "command: there is no program \(program); correct its path" }
        if program.contains("/") {
            return
                "command: there is no program \(program) among the method's files; build it, and name it under files:"
        }
        let isCopied = method.model.files.contains(program)
        return isCopied
            ? "command: \(program) is not found along PATH; write it as ./\(program)"
            : "command: there is no program \(program) along PATH; install it or correct its name"
    }

    /// nil when the program ended well.
    func reason(of outcome: ChildProcess.Outcome) -> String? {
        let model = method.model
        let said = Self.lastLine(outcome.printed)
        switch outcome.end {
        case .exited(0): return nil
        case .notStarted(let reason): return "command: \(model.command[0]) cannot be started: \(reason)"
        case .tookTooLong:
            return "took longer than \(model.timeLimit) and was ended; raise time-limit, or do less"
        case .wroteTooMuch: return tooMuch
        case .signalled(Self.fileSizeSignal): return tooMuch
        case .exited(let code):
            if Self.memoryWords.contains(where: outcome.printed.contains) {
                return
                    "ran out of memory (exit status \(code)): memory-limit is \(model.memoryLimit); raise it, or hold less"
            }
            if outcome.printed.contains("File too large") { return tooMuch }
            return "ended with exit status \(code)" + (said.isEmpty ? " and printed nothing" : ": \(said)")
        case .signalled(let number):
            let name = Self.signals[number] ?? "signal \(number)"
            return "ended by \(name); memory-limit is \(model.memoryLimit)" + (said.isEmpty ? "" : ": \(said)")
        }
    }

    private var tooMuch: String {
        "wrote more than \(method.model.outputLimit) and was ended; raise output-limit, or write less"
    }

    private static let memoryWords = ["MemoryError", "bad_alloc", "Cannot allocate memory", "out of memory"]
    private static let fileSizeSignal = 25
    private static let signals = [
        4: "an illegal instruction (SIGILL)", 6: "its own abort (SIGABRT)", 8: "an arithmetic error (SIGFPE)",
        9: "SIGKILL", 11: "a memory fault (SIGSEGV)", 15: "SIGTERM", 24: "its limit of processor time (SIGXCPU)",
    ]

    /// What it said last, which in most languages is the error.
    private static func lastLine(_ printed: String) -> String {
        let line = printed.split(whereSeparator: \.isNewline).last { $0.contains { !$0.isWhitespace } } ?? ""
        return String(line.prefix(300))
    }
}
