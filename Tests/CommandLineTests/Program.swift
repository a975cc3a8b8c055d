import FoundationEssentials
import Glibc
import Testing

/// The built program, run as a process in a folder of its own.
struct Program {
    /// Where it runs; relative paths in arguments start here.
    let folder: URL
    /// The cache, which the environment names.
    var cache: String { folder.appending(path: "xdg").path }

    struct Outcome {
        /// The exit status; 128 and the signal when a signal ended it.
        let status: Int32
        let output: String
        let errors: String
    }

    /// A process that has been started.
    struct Running {
        let pid: pid_t
        fileprivate let outputFile: URL
        fileprivate let errorFile: URL

        func send(_ signal: Int32) { kill(pid, signal) }

        /// Waits for its end.
        func outcome() -> Outcome { outcomeAndPeakMemory().outcome }

        /// The same, and the most memory that was resident, bytes.
        ///
        /// From /proc, where the high-water mark is the program's own: rusage's begins with that of the process which spawned
        /// it, the whole of these tests.
        func outcomeAndPeakMemory() -> (outcome: Outcome, peak: Int) {
            var (status, peak): (Int32, Int) = (0, 0)
            while case let ended = waitpid(pid, &status, WNOHANG), ended == 0 || (ended < 0 && errno == EINTR) {
                peak = max(peak, highWaterMark())
                usleep(2000)
            }
            let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
            func text(_ url: URL) -> String { (try? String(contentsOf: url, encoding: .utf8)) ?? "" }
            defer { for url in [outputFile, errorFile] { try? FileManager.default.removeItem(at: url) } }
            let outcome = Outcome(status: code, output: text(outputFile), errors: text(errorFile))
            return (outcome, peak)
        }

        private func highWaterMark() -> Int {
            let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            return (line?.split(separator: " ").dropFirst().first).flatMap { Int($0) }.map { $0 * 1024 } ?? 0
        }
    }

    func run(_ command: String, _ arguments: String...) throws -> Outcome { try run([command] + arguments) }

    func run(_ arguments: [String]) throws -> Outcome { try start(arguments).outcome() }

    /// Another of the package's programs.
    func run(other name: String, _ arguments: String...) throws -> Outcome {
        try start(arguments, program: name).outcome()
    }

    /// Runs it where no file may become larger than so many blocks of 512 bytes: writing ends as on a full disk.
    func run(largestFile blocks: Int, _ arguments: [String]) throws -> Outcome {
        let limit = "trap '' XFSZ; ulimit -f \(blocks); exec \"$@\""
        return try start(arguments, through: ["sh", "-c", limit, "sh"]).outcome()
    }

    func start(
        _ arguments: [String], program name: String = "twinbench", through shell: [String] = []
    ) throws -> Running {
        let program = try Self.location(of: name)
        let name = "twinbench-run-\(UInt64.random(in: 0 ... .max))"
        let output = FileManager.default.temporaryDirectory.appending(path: name + ".out")
        let errors = FileManager.default.temporaryDirectory.appending(path: name + ".err")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        Self.keepFilesFromChildren()
        // Tests run on threads that block Ctrl-C, which a child would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let environment = ["XDG_CACHE_HOME": cache, "HOME": folder.path]
        // env changes into the folder and then becomes the program, a shell likewise: it stays one process.
        var argv = (["env", "--chdir=\(folder.path)"] + shell + [program] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw NoProgram(path: program) }
        return Running(pid: pid, outputFile: output, errorFile: errors)
    }

    /// A child that inherits an HDF5 file open for writing would hold its lock, and tests beside could not read it.
    private static func keepFilesFromChildren() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in names.compactMap({ Int32($0) }) where descriptor > 2 {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    struct NoProgram: Error { let path: String }

    /// SwiftPM puts the program into the folder of the test bundle, which is the process that runs this.
    private static func location(of name: String) throws -> String {
        guard let running = realpath("/proc/self/exe", nil) else { throw NoProgram(path: "/proc/self/exe") }
        defer { free(running) }
        let bundle = URL(filePath: String(cString: running))
        let path = bundle.deletingLastPathComponent().appending(path: name).path
        guard access(path, X_OK) == 0 else { throw NoProgram(path: path) }
        return path
    }

    // MARK: Files in the folder

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func bytes(of name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }

    /// Every file and folder below the folder but the cache.
    func listing() -> Set<String> {
        let all = try? FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return Set((all ?? []).filter { !$0.hasPrefix("xdg") })
    }
}
