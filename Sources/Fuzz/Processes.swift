import FoundationEssentials
import Glibc

/// This program started once more, as a worker.
enum Processes {
    /// - Parameter log: takes what it prints.
    /// - Returns: its process number; nil when the system refuses.
    static func start(_ arguments: [String], log: String) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, stream, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        let program = "/proc/self/exe"
        var argv = ([program] + arguments).map { strdup($0) } + [nil]
        // A backtrace takes seconds, and the input is kept anyway.
        let environment = ["SWIFT_BACKTRACE=enable=no", "OPENBLAS_NUM_THREADS=1", "MALLOC_ARENA_MAX=1"]
        var envp = environment.map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var pid: pid_t = 0
        return posix_spawn(&pid, program, &actions, nil, &argv, &envp) == 0 ? pid : nil
    }

    /// The exit status, 128 and the signal that ended it; nil while it runs.
    static func end(of pid: pid_t) -> Int32? {
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }

    /// Seconds of processor time of a process, its ended children and those that run.
    static func seconds(of pid: pid_t) -> Double {
        let children = text("/proc/\(pid)/task/\(pid)/children").split(separator: " ").compactMap { pid_t($0) }
        return children.reduce(ticks(pid)) { $0 + ticks($1) } / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func ticks(_ pid: pid_t) -> Double {
        // Fields 14 to 17, counted behind the name, which may hold anything.
        let fields = text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 15 ? fields[11...14].reduce(0) { $0 + (Double($1) ?? 0) } : 0
    }

    /// Bytes of address space of this process; nil where the system does not tell.
    ///
    /// - Parameter key: `VmSize` for now, `VmPeak` for the most so far.
    static func memory(_ key: String) -> Int? {
        let line = text("/proc/self/status").split(separator: "\n").first { $0.hasPrefix(key + ":") }
        let fields = line?.split(whereSeparator: \.isWhitespace) ?? []
        return fields.count > 1 ? Int(fields[1]).map { $0 << 10 } : nil
    }

    private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    static func kill(_ pid: pid_t) {
        _ = Glibc.kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }
}
