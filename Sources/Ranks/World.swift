public import Arrays

#if MPI
    internal import CRanks
    internal import Glibc
    internal import Synchronization
#endif

/// All processes that were started together, as one communicator.
public enum World {
    /// Joins the others; once in a process.
    ///
    /// - Parameter environment: of this program.
    /// - Throws: `LaunchError` when this build cannot join them, or MPI does not find them.
    public static func join(environment: [String: String]) throws(LaunchError) -> any Communicator {
        let started = Launch.processes(environment: environment)
        guard started > 1 else { return SingleProcess() }
        #if MPI
            guard ranks_start() == 0 else { throw .noStart }
            // However the program ends, except by a signal.
            atexit { ranks_finish() }
            let size = Int(ranks_size())
            guard size == started else { throw .strangers(started: started, found: size) }
            return MPICommunicator(rank: Int(ranks_rank()), size: size)
        #else
            throw .notBuilt(started: started)
        #endif
    }

    /// Threads for this process, so that all that share its machine have as many; nil for a process by itself.
    public static func threads(of communicator: any Communicator) -> Int? {
        #if MPI
            communicator.size > 1 ? Int(ranks_threads()) : nil
        #else
            nil
        #endif
    }
}

/// Why processes that were started together cannot work together.
public enum LaunchError: Error, Equatable, CustomStringConvertible {
    case notBuilt(started: Int)
    case noStart
    case strangers(started: Int, found: Int)

    public var description: String {
        switch self {
        case .notBuilt(let started):
            "\(started) processes were started, and this build knows no MPI: they would all do the same; "
                + "build with make build-mpi, or start one"
        case .noStart: "MPI cannot start; see its message, and start the program with mpirun or srun"
        case .strangers(let started, let found):
            "\(started) processes were started, and MPI finds \(found); start them with the mpirun of the MPI that the "
                + "program was built with, or with srun --mpi=pmix"
        }
    }
}

#if MPI
    /// MPI_COMM_WORLD. MPI is called by one thread at a time.
    private struct MPICommunicator: Communicator {
        private static let calls = Mutex<Void>(())

        let rank: Int
        let size: Int

        func sum(_ values: inout [Double]) {
            Self.calls.withLock { _ in values.withUnsafeMutableBufferPointer { ranks_sum($0.baseAddress, $0.count) } }
        }

        func sumAtRoot(_ values: inout [Double]) {
            Self.calls.withLock { _ in
                values.withUnsafeMutableBufferPointer { ranks_sum_at_root($0.baseAddress, $0.count) }
            }
        }

        func broadcast(_ bytes: [UInt8], from root: Int) -> [UInt8] {
            Self.calls.withLock { _ in
                var count = bytes.count
                ranks_broadcast(&count, MemoryLayout<Int>.size, Int32(root))
                var received = rank == root ? bytes : [UInt8](repeating: 0, count: count)
                ranks_broadcast(&received, count, Int32(root))
                return received
            }
        }

        func callOff() { Self.calls.withLock { _ in ranks_call_off() } }

        var isCalledOff: Bool { Self.calls.withLock { _ in ranks_is_called_off() } }
    }
#endif
