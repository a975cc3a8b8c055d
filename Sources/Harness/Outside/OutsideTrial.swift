internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials
internal import Modelling
internal import Quantities
internal import Records

/// A run of a method outside Twinbench on a dataset: its folder, its program, what it left, and why that cannot be used.
struct OutsideTrial {
    let method: OutsideMethod
    let progress: Progress

    /// How the program went, and what it printed.
    struct Account: Codable {
        var run: ProgramRun
        var printed: String
    }

    /// The program ran, or would not; its output is of no use.
    struct Failure: Error, CustomStringConvertible {
        let reason: String
        let account: Account
        var description: String { reason }
    }

    /// Runs the method.
    ///
    /// - Parameter name: what the method is called in results.
    /// - Throws: `Failure`, `Cancelled`; `FormatError` when the folder cannot be filled.
    func run(name: String, on data: Dataset, seed: Seed) throws -> (StoredEstimate, Account) {
        let model = method.model
        let folder = try JobFolder()
        try folder.fill(model, data: data, seed: seed)
        let notRun = Account(
            run: .init(exitStatus: nil, signal: nil, seconds: 0, peakMemory: 0, log: nil), printed: "")
        if let name = method.changedFile(in: folder.url) {
            throw Failure(reason: "files: \(name) was changed since the run began; run again", account: notRun)
        }
        guard let executable = method.executable(in: folder.url) else {
            throw Failure(reason: missingProgram, account: notRun)
        }
        let outcome = try ChildProcess(
            executable: executable, arguments: Array(model.command.dropFirst()), folder: folder.url,
            environment: environment(folder.url),
            limits: .init(
                seconds: model.timeLimit.value, memory: Self.bytes(model.memoryLimit.value),
                written: Self.bytes(model.outputLimit.value))
        ).run(progress: progress)
        let account = Self.account(of: outcome)
        if let reason = reason(of: outcome) { throw Failure(reason: reason, account: account) }
        do {
            let estimate = try folder.estimate(of: model, data: data)
            return (stored(estimate, name: name, data: data, seed: seed), account)
        } catch let error as JobFolder.UnusableOutput {
            throw Failure(reason: error.reason, account: account)
        }
    }

    private static func account(of outcome: ChildProcess.Outcome) -> Account {
        var (status, signal): (Int?, Int?)
        switch outcome.end {
        case .exited(let code): status = code
        case .signalled(let number): signal = number
        case .tookTooLong, .wroteTooMuch: signal = 9
        case .notStarted: break
        }
        return Account(
            run: .init(
                exitStatus: status, signal: signal, seconds: outcome.seconds, peakMemory: outcome.peakMemory, log: nil),
            printed: outcome.printed)
    }

    private static func bytes(_ value: Double) -> Int { Int(min(value, 1e18)) }

    /// PATH and the like as they are here, a folder for temporary files, and the number of threads as libraries want it.
    private func environment(_ folder: URL) -> [String: String] {
        var result = method.environment
        result["TMPDIR"] = folder.path
        result["PYTHONHASHSEED"] = "0"
        for library in ["OMP", "OPENBLAS", "MKL"] { result["\(library)_NUM_THREADS"] = "\(Threads.count)" }
        return result
    }

    private func stored(_ estimate: StoredEstimate, name: String, data: Dataset, seed: Seed) -> StoredEstimate {
        StoredEstimate(
            method: name, dataset: data.name, shape: estimate.shape, patterns: estimate.patterns, maps: estimate.maps,
            mapScaling: estimate.mapScaling, objective: [], convergence: [:], diagnostics: [:],
            provenance: Provenance(
                model: method.recordYAML, digests: ["dataset": data.provenance.digests["model"] ?? ""],
                seed: seed.value,
                versions: ["twinbench": TwinbenchVersion.current, "estimate": "\(Stage.estimate.revision)"]))
    }
}
