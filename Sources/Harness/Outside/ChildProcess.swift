internal import Arrays
internal import CSpawn
internal import FoundationEssentials
internal import Glibc

/// A program in a process group of its own, started in a folder, held in bounds and watched to its end.
///
/// It inherits no open file, no signal mask and nothing of this program's environment but what it is given; what it prints
/// on either stream goes into one text. Its whole group dies with it, at its limits, and on Ctrl-C. It is no sandbox.
struct ChildProcess {
    let executable: URL
    /// Without the program's own name.
    let arguments: [String]
    let folder: URL
    let environment: [String: String]
    let limits: ProcessLimits

    /// How it came to its end.
    enum End: Equatable {
        case exited(Int)
        case signalled(Int)
        case tookTooLong
        case wroteTooMuch
        /// The system would not start it; the reason.
        case notStarted(String)
    }

    struct Outcome {
        let end: End
        let seconds: Double
        /// Bytes.
        let peakMemory: Int
        let printed: String
    }

    /// Starts the program and waits for its end.
    ///
    /// - Throws: `Cancelled`, once its group is dead.
    func run(progress: Progress) throws -> Outcome {
        let start = ContinuousClock.now
        func seconds() -> Double {
            let elapsed = start.duration(to: .now).components
            return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        }
        var printed = PrintedText()
        guard let pipe = OutputPipe() else {
            return Outcome(end: .notStarted("no pipe is left"), seconds: 0, peakMemory: 0, printed: "")
        }
        let before = ProcessLimits.size(of: folder)
        var pid: pid_t = 0
        let refusal = spawn(output: pipe.writing, &pid)
        guard refusal == 0 else {
            let reason = String(cString: strerror(refusal))
            return Outcome(end: .notStarted(reason), seconds: seconds(), peakMemory: 0, printed: "")
        }
        pipe.closeWriting()
        var end: End?
        do {
            while spawn_has_ended(pid) == 0 {
                pipe.wait(milliseconds: 20)
                pipe.drain(into: &printed)
                let elapsed = seconds()
                if elapsed > limits.seconds { end = .tookTooLong }
                if ProcessLimits.size(of: folder) - before > limits.written { end = .wroteTooMuch }
                if end != nil { break }
                try progress.report(min(0.99, elapsed / limits.seconds), "of its time limit")
            }
        } catch {
            _ = Self.finish(pid)
            throw error
        }
        let (status, peak) = Self.finish(pid)
        pipe.drain(into: &printed)
        let signal = Int(status & 0x7f)
        return Outcome(
            end: end ?? (signal == 0 ? .exited(Int(status >> 8) & 0xff) : .signalled(signal)), seconds: seconds(),
            peakMemory: peak, printed: printed.text)
    }

    /// Returns 0, or the errno of what failed.
    private func spawn(output: Int32, _ pid: inout pid_t) -> Int32 {
        let path = strdup(executable.path)
        let place = strdup(folder.path)
        var argv = ([executable.path] + arguments).map { strdup($0) } + [nil]
        var envp = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp + [path, place] { free(pointer) } }
        return argv.withUnsafeMutableBufferPointer { argv in
            envp.withUnsafeMutableBufferPointer { envp in
                var request = spawn_request(
                    executable: path, arguments: argv.baseAddress, environment: envp.baseAddress, folder: place,
                    output: output, memory: UInt64(limits.memory), written: UInt64(limits.written),
                    processor: UInt64(limits.processorSeconds))
                return spawn_limited(&request, &pid)
            }
        }
    }

    /// Ends what is left of the group and takes the program's status and peak memory.
    private static func finish(_ pid: pid_t) -> (status: Int32, peakMemory: Int) {
        kill(-pid, SIGKILL)
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        return (status, usage.ru_maxrss * 1024)
    }
}
