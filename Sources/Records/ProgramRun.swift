/// How the program of a method outside Twinbench ran and ended; of a result from the cache, how it ran when it was made.
public struct ProgramRun: Codable, Sendable, Hashable {
    /// The exit status; nil when a signal ended the program or it never started.
    public var exitStatus: Int?
    /// The signal that ended it; nil when it exited by itself or never started.
    public var signal: Int?
    /// Wall seconds from start to end.
    public var seconds: Double
    /// The most memory that it held at a time, bytes.
    public var peakMemory: Int
    /// Path of the file with what it printed, relative to the record.
    public var log: String?

    public init(exitStatus: Int?, signal: Int?, seconds: Double, peakMemory: Int, log: String?) {
        self.exitStatus = exitStatus
        self.signal = signal
        self.seconds = seconds
        self.peakMemory = peakMemory
        self.log = log
    }
}
