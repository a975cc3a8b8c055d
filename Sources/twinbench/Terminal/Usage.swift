import ArgumentParser
import Harness

/// What is wrong with the arguments, in one line with the mend.
///
/// The parser speaks of what it misses first; a misspelt word that is there says more.
enum Usage {
    static func problem(_ message: String, arguments: [String]) -> String {
        let message = message.hasSuffix(".") ? String(message.dropLast()) : message
        let commands = Dictionary(
            Twinbench.configuration.subcommands.map { (name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
        guard let word = arguments.first(where: { !$0.hasPrefix("-") }) else {
            return "\(message); see twinbench --help"
        }
        guard let command = commands[word] else {
            let known = commands.keys.sorted()
            return "there is no command \"\(word)\"; \(mend(word, known))"
        }
        let known = options(of: command)
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let option = String(argument.prefix { $0 != "=" })
            guard !known.contains(option) else { continue }
            return "\(word): there is no option \(option); \(mend(option, known.sorted()))"
        }
        return "\(word): \(message); see twinbench \(word) --help"
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? "\(command)".lowercased()
    }

    /// The long options that the command's help names.
    private static func options(of command: any ParsableCommand.Type) -> Set<String> {
        let help = Twinbench.helpMessage(for: command, columns: 1000)
        return Set(help.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
    }

    private static func mend(_ word: String, _ known: [String]) -> String {
        Workbench.nearestName(to: word, in: known).map { "did you mean \($0)?" }
            ?? "use one of \(known.joined(separator: ", "))"
    }
}
