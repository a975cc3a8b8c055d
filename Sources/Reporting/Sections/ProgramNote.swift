import Records

/// How the program of a method outside Twinbench went, with a link to what it printed.
struct ProgramNote {
    let trial: Trial

    var html: HTML {
        guard let program = trial.program else { return .empty }
        let end =
            program.signal.map { "ended by signal \($0)" } ?? program.exitStatus.map { "exit status \($0)" }
            ?? "never started"
        let facts = [
            end, "\(Numbers.significant(program.seconds)) s",
            program.peakMemory > 0 ? "\(Numbers.significant(Double(program.peakMemory) / 1e6)) MB" : "",
        ]
        let link: HTML = program.log.map { " · <a href=\"\($0)\">what it printed</a>" } ?? .empty
        return " <small>(program: \(facts.filter { !$0.isEmpty }.joined(separator: ", "))\(link))</small>"
    }
}
