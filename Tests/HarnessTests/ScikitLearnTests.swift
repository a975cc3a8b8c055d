import FoundationEssentials
import Glibc
import Harness
import Modelling
import Records
import TestSupport
import Testing

/// scikit-learn's NMF beside ours: same start (NNDSVD), same stop (projected gradient of 1e-8 of the first).
@Suite struct ScikitLearnTests {
    /// Whether the `python3` along PATH has scikit-learn.
    private static let isThere: Bool = {
        let words = ["python3", "-c", "import numpy, sklearn"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var pid: pid_t = 0
        guard posix_spawnp(&pid, "python3", &actions, nil, &arguments, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status == 0
    }()

    @Test(.enabled(if: isThere, "python3 along PATH has no scikit-learn"))
    func itsScoresAreOurs() throws {
        try withTemporaryFolder { folder in
            let checkout = Reference.checkout.path
            let bicrystal = folder.appending(path: "bicrystal.yaml")
            let model = SmallModels.text.replacing("../crystals", with: "\(checkout)/Models/crystals")
                .replacing("units: 2", with: "units: 6")
            try Data(model.utf8).write(to: bicrystal)
            let experiment = try ExperimentModel(
                text: """
                    question: q
                    datasets: ["\(checkout)/Models/datasets/fig5.yaml", "\(checkout)/Models/datasets/fig6.yaml", bicrystal.yaml]
                    methods: [{nmf: {components: 2}}, "\(checkout)/Validation/methods/sklearn-nmf.yaml"]
                    """, file: folder.appending(path: "experiment.yaml").path)
            let record = try ExperimentRun(
                experiment, into: folder.appending(path: "out"),
                cache: StageCache(root: folder.appending(path: "cache"), warn: { _ in }), reporter: .silent,
                environment: ProcessInfo.processInfo.environment
            ).run(command: "test")
            for dataset in record.datasets.map(\.name) {
                let trials = record.trials.filter { $0.dataset == dataset }
                let ours = try #require(trials.first { $0.method == "nmf" })
                let theirs = try #require(trials.first { $0.method == "sklearn-nmf" })
                #expect(theirs.outcome == .scored, "\(theirs.reason ?? "")")
                #expect(ours.scores.count == theirs.scores.count && ours.scores.count > 30)
                for (a, b) in zip(ours.scores, theirs.scores) {
                    // Singular values come with our NMF alone. On Fig. 6 the map of B is flat: rounding has its minima.
                    let isFlat = dataset == "fig6" && ["minima", "deepest-minimum"].contains(a.metric)
                    if isFlat || a.metric.hasPrefix("scree") { continue }
                    #expect(a.metric == b.metric && a.member == b.member && (a.value == nil) == (b.value == nil))
                    guard let x = a.value, let y = b.value else { continue }
                    #expect(abs(x - y) <= 1e-5 * max(1, abs(x)), "\(dataset) \(a.metric) \(a.member ?? ""): \(x) \(y)")
                }
            }
        }
    }
}
