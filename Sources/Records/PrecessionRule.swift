/// A rule that says from dimensionless numbers alone whether a method's profile will keep a bound: how much precession which
/// thickness needs, in one or two steps, and limits for all.
public struct PrecessionRule: Codable, Sendable, Hashable {
    /// Name of the method, or of the oracle.
    public var method: String
    /// Whose bound it is, by metric.
    public var metric: String
    /// From thin to thick; what is thicker than the last is not accepted. Empty where nothing is.
    public var steps: [Step]
    /// Largest φ g t; nil for no limit.
    public var largestSweep: Double?
    /// Largest b g t; nil for no limit.
    public var largestBend: Double?

    /// Up to this t/ξ at least this φ g t is needed; nil for no limit.
    public struct Step: Codable, Sendable, Hashable {
        public var largestDepth: Double?
        public var leastSweep: Double?

        public init(largestDepth: Double?, leastSweep: Double?) {
            self.largestDepth = largestDepth
            self.leastSweep = leastSweep
        }
    }

    public init(
        method: String, metric: String, steps: [Step] = [Step(largestDepth: nil, leastSweep: nil)],
        largestSweep: Double? = nil, largestBend: Double? = nil
    ) {
        self.method = method
        self.metric = metric
        self.steps = steps
        self.largestSweep = largestSweep
        self.largestBend = largestBend
    }

    /// Whether the rule says that the bound is kept.
    public func accepts(_ numbers: PrecessionNumbers) -> Bool {
        guard numbers.sweep <= largestSweep ?? .infinity, numbers.bend <= largestBend ?? .infinity,
            let step = steps.first(where: { numbers.depth <= $0.largestDepth ?? .infinity })
        else { return false }
        return numbers.sweep >= step.leastSweep ?? -.infinity
    }
}

/// What precession of a bicrystal comes to in dimensionless numbers, with g and ξ of the strongest reflection in the zone of
/// crystal A.
public struct PrecessionNumbers: Codable, Sendable, Hashable {
    /// φ g t: how far precession carries the excitation error, in units of 1/t.
    public var sweep: Double
    /// t/ξ: the thickness in two-beam extinction lengths.
    public var depth: Double
    /// b g t: how far the bend carries the excitation error from one end of the scan to the other, in units of 1/t.
    public var bend: Double

    public init(sweep: Double, depth: Double, bend: Double) {
        self.sweep = sweep
        self.depth = depth
        self.bend = bend
    }
}

/// A rule for precession, what it was fitted on, and how it did on cases that the fit has not seen.
public struct PrecessionStudy: Codable, Sendable {
    /// The file of a rule that was fixed before the run; nil where the rule was fitted in the run.
    public var fixed: String?
    public var cases: [Case]
    public var outcomes: [Outcome]

    /// A dataset with its conditions.
    public struct Case: Codable, Sendable {
        public var dataset: String
        public var isHeldOut: Bool
        public var crystal: String
        /// Direction of the beam in crystal A, such as "3 1 1".
        public var zone: String
        /// kV.
        public var energy: Double
        /// mrad.
        public var angle: Double
        /// nm.
        public var thickness: Double
        /// mrad.
        public var bend: Double
        /// Strongest reflection in the zone, its |g| in Å⁻¹ and extinction length in nm.
        public var reflection: String
        public var frequency: Double
        public var extinctionLength: Double
        public var numbers: PrecessionNumbers

        public init(
            dataset: String, isHeldOut: Bool, crystal: String, zone: String, energy: Double, angle: Double,
            thickness: Double, bend: Double, reflection: String, frequency: Double, extinctionLength: Double
        ) {
            self.dataset = dataset
            self.isHeldOut = isHeldOut
            self.crystal = crystal
            self.zone = zone
            self.energy = energy
            self.angle = angle
            self.thickness = thickness
            self.bend = bend
            self.reflection = reflection
            self.frequency = frequency
            self.extinctionLength = extinctionLength
            // mrad · Å⁻¹ · nm = 1e-3 · 10.
            numbers = PrecessionNumbers(
                sweep: angle * frequency * thickness * 1e-2, depth: thickness / extinctionLength,
                bend: abs(bend) * frequency * thickness * 1e-2)
        }
    }

    /// One rule, held against the verdicts.
    public struct Outcome: Codable, Sendable {
        public var rule: PrecessionRule
        /// On the cases that may be fitted on, and on those held out.
        public var fitted: Tally
        public var heldOut: Tally
        /// Datasets on which the rule is wrong.
        public var misses: [String]

        public init(rule: PrecessionRule, fitted: Tally, heldOut: Tally, misses: [String]) {
            self.rule = rule
            self.fitted = fitted
            self.heldOut = heldOut
            self.misses = misses
        }
    }

    /// How often a rule is right.
    public struct Tally: Codable, Sendable, Hashable {
        /// Cases with a defined score.
        @Counted public var cases: Int
        @Counted public var right: Int
        /// Cases that keep the bound: who always says the commoner of both is right as often as that.
        @Counted public var kept: Int

        /// How often the commoner answer is right.
        public var base: Int { max(kept, cases - kept) }

        public init(cases: Int, right: Int, kept: Int) {
            self.cases = cases
            self.right = right
            self.kept = kept
        }
    }

    public init(fixed: String?, cases: [Case], outcomes: [Outcome]) {
        self.fixed = fixed
        self.cases = cases
        self.outcomes = outcomes
    }
}
