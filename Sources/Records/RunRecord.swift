/// What a run of an experiment leaves: everything that the report shows, and how to make it again (record.json, schema 1).
public struct RunRecord: Codable, Sendable {
    public var schema = 1
    public var experiment: Experiment
    public var versions: [String: String]
    public var machine: Machine
    public var datasets: [DatasetEntry]
    public var methods: [MethodEntry]
    public var metrics: [MetricEntry]
    public var trials: [Trial]
    public var claims: [ClaimEntry]
    public var warnings: [String]
    /// How far beam intensities are from those of a reference; nil where the experiment compares none.
    public var deviations: [BeamDeviation]?
    /// Scans with a probe held against approximations; nil where the experiment has none.
    public var probe: [ProbeComparison]?
    /// The score whose verdict is shown for every dataset of a sweep; nil where the experiment does not say.
    public var matrix: SweepMatrix?
    /// Methods compared over repetitions; nil where the experiment names no artefacts.
    public var methodStudy: MethodStudy?
    /// Scores drawn over swept keys; nil where the experiment asks for none.
    public var maps: MetricMaps?
    /// A rule for precession, held against the verdicts of the maps; nil where the experiment asks for none.
    public var precession: PrecessionStudy?
    /// Of the crystals that were simulated; nil in records of runs without crystals.
    public var extinctionLengths: [ExtinctionLength]?

    public init(
        experiment: Experiment, versions: [String: String], machine: Machine, datasets: [DatasetEntry],
        methods: [MethodEntry], metrics: [MetricEntry], trials: [Trial], claims: [ClaimEntry], warnings: [String]
    ) {
        self.experiment = experiment
        self.versions = versions
        self.machine = machine
        self.datasets = datasets
        self.methods = methods
        self.metrics = metrics
        self.trials = trials
        self.claims = claims
        self.warnings = warnings
    }

    public struct Experiment: Codable, Sendable {
        public var name: String
        public var question: String
        /// The command that repeats the run.
        public var command: String
        /// SHA-256 of the experiment file.
        public var digest: String
        public init(name: String, question: String, command: String, digest: String) {
            self.name = name
            self.question = question
            self.command = command
            self.digest = digest
        }
    }

    /// Where and when the run took place; wall-clock figures stand here and in no dataset or result.
    public struct Machine: Codable, Sendable {
        public var processor: String
        public var cores: Int
        public var threads: Int
        public var system: String
        /// ISO 8601.
        public var started: String
        /// Wall seconds by stage: "simulate", "learn", "evaluate".
        public var seconds: [String: Double]
        public init(
            processor: String, cores: Int, threads: Int, system: String, started: String, seconds: [String: Double]
        ) {
            self.processor = processor
            self.cores = cores
            self.threads = threads
            self.system = system
            self.started = started
            self.seconds = seconds
        }
    }

    public struct DatasetEntry: Codable, Sendable {
        public var name: String
        /// One line for people, such as "20 mrad, 56 nm, correct interaction constant".
        public var title: String
        /// The resolved model, YAML.
        public var model: String
        /// SHA-256 of the stage's input.
        public var digest: String
        /// Path relative to the record.
        public var file: String
        /// Wall seconds of the simulation, 0 when it came from the cache.
        public var seconds: Double
        public var cached: Bool
        /// Where the dataset stands in a sweep; nil outside one.
        public var place: SweepPlace?
        /// Which repetition with another seed the dataset is; nil where there is one only.
        public var repetition: RepetitionEntry?
        /// Slice steps of the simulation; nil for models without one.
        public var sliceSteps: Int?
        /// Points of the grid on which each of them is computed.
        public var gridPoints: Int?
        /// The dataset that the page shows beside this one; nil for most.
        public var beside: String?
        /// Virtual bright and dark field, a path relative to the record; nil where no truth says where reflections are.
        public var virtualImages: String?
        /// Whether a rule that was fitted on other datasets has not seen this one; nil where no rule is fitted.
        public var heldOut: Bool?
        public init(
            name: String, title: String, model: String, digest: String, file: String, seconds: Double, cached: Bool,
            beside: String? = nil, virtualImages: String? = nil
        ) {
            self.name = name
            self.title = title
            self.model = model
            self.digest = digest
            self.file = file
            self.seconds = seconds
            self.cached = cached
            self.beside = beside
            self.virtualImages = virtualImages
        }
    }

    public struct MethodEntry: Codable, Sendable {
        public var name: String
        public var title: String
        /// The method with all its options, YAML.
        public var options: String
        /// SHA-256 of what its results depend on besides dataset and seed: for a method outside Twinbench its files and
        /// program, too. nil in records of versions that did not write it.
        public var digest: String?
        /// What the method does in one line; nil for methods outside Twinbench.
        public var summary: String?
        public init(name: String, title: String, options: String, digest: String? = nil, summary: String? = nil) {
            self.name = name
            self.title = title
            self.options = options
            self.digest = digest
            self.summary = summary
        }
    }
}
