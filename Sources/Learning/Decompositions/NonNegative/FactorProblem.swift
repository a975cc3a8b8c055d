import Arrays

/// Observations to be factorised, with the decomposition that starts and compressed sweeps need, made once.
final class FactorProblem<Source: RowSource> {
    /// Singular components beyond those asked for that compressed sweeps work behind.
    static var compressedExtra: Int { 10 }

    let observations: ReadObservations<Source>
    let isCompressed: Bool
    private let components: Int
    private let seed: Seed
    private var made: SingularTriplets?

    /// - Parameter components: the most that will be asked for.
    init(_ observations: ReadObservations<Source>, components: Int, isCompressed: Bool, seed: Seed) {
        self.observations = observations
        self.components = components
        self.isCompressed = isCompressed
        self.seed = seed
    }

    var squaredNorm: Double {
        switch observations {
        case .gathered(let rows): rows.squaredNorm
        case .streamed(let rows): rows.squaredNorm
        }
    }

    /// The leading singular components, in the sum's precision where they only start a method on large observations.
    func triplets(progress: Progress) throws -> SingularTriplets {
        if let made { return made }
        let triplets = try SingularTriplets(
            of: observations, rank: components, scree: screeLength, iteratedScree: components,
            kept: isCompressed ? components + Self.compressedExtra : components,
            accuracy: isCompressed ? accuracy : nil, seed: seed,
            progress: progress)
        made = triplets
        return triplets
    }

    private var accuracy: SingularAccuracy {
        SingularAccuracy(tolerance: max(1e-4, SingularAccuracy.start(for: observations.valueCount).tolerance))
    }

    /// Those of the decomposition, where one was made.
    func diagnostics(components: Int, progress: Progress) throws -> [String: Matrix<Double>] {
        made.map { $0.leading(components).diagnostics } ?? [:]
    }

    /// Runs `descend` from each start and returns the lowest objective.
    ///
    /// Factors that differ can have one objective: a later start has to be lower by more than rounding.
    func best(
        of choice: StartChoice, components: Int, stream: String, progress: Progress = .none,
        _ descend: (Factors) throws -> DescentResult<Factors>
    ) throws -> (result: DescentResult<Factors>, objectives: [Double]) {
        var best: DescentResult<Factors>?
        var objectives: [Double] = []
        for index in 0..<choice.starts {
            let factors = try start(
                choice.start, components: components, stream: "\(stream) \(index)", progress: progress)
            let result = try descend(factors)
            let last = result.objective.last ?? 0
            if best.map({ last < ($0.objective.last ?? 0) * (1 - LowestOfStarts.rounding) }) ?? true { best = result }
            objectives.append(last)
        }
        guard let best else { throw LearningError.noObservations }
        return (best, objectives)
    }

    /// The best of the descents as an estimate, with the diagnostics of the decomposition that started them.
    func decomposition(
        from choice: StartChoice, components: Int, stream: String, progress: Progress,
        _ descend: (Factors) throws -> DescentResult<Factors>
    ) throws -> Decomposition {
        let found = try best(of: choice, components: components, stream: stream, progress: progress, descend)
        return found.result.decomposition(
            objectives: found.objectives, diagnostics: try diagnostics(components: components, progress: progress))
    }

    func start(_ start: FactorStart, components: Int, stream: String, progress: Progress) throws -> Factors {
        switch start {
        case .nndsvd: .nndsvd(try triplets(progress: progress).leading(components))
        case .nndsvda:
            .nndsvd(try triplets(progress: progress).leading(components)).zerosReplaced(by: observations.mean)
        case .random: .random(observations, components: components, stream: seed.stream(stream))
        }
    }

    /// A descent behind the decomposition, where observations are large; else the start as it is.
    func descendCompressed(
        from start: Factors, by rule: some FactorRule, until limits: SweepLimits, label: String, progress: Progress
    ) throws -> Factors {
        guard isCompressed else { return start }
        let found = try CompressedObservations(triplets(progress: progress)).descend(
            from: WorkingFactors(maps: start.z.transposed, patterns: start.w), by: rule, until: limits, label: label,
            progress: progress)
        return Factors(z: found.factors.maps.transposed, w: found.factors.patterns)
    }
}

extension SingularTriplets {
    /// The first components only.
    func leading(_ count: Int) -> SingularTriplets {
        guard count < patterns.rows else { return self }
        return SingularTriplets(
            scores: scores.columns(0..<count),
            patterns: Matrix(
                rows: count, columns: patterns.columns,
                elements: Array(patterns.elements.prefix(count * patterns.columns))),
            singularValues: singularValues, squaredNorm: squaredNorm, mean: mean, passes: passes, converged: converged)
    }
}
