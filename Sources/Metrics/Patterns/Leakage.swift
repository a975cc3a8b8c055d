import Arrays

/// The share of an estimated pattern that is another end member, read from the reflections that only one member has.
///
/// I_k(p) is the intensity above background in the unique reflections of member k. The weights a of the members in the
/// estimate solve Σ_l a_l I_k(W_l) = I_k(e) over the members that have unique reflections;
/// the leakage into member j is Σ_{l≠j} a_l₊ / Σ a_l₊.
/// - Parameters:
///   - member: the end member j that the estimate stands for.
///   - truth: the patterns of all members.
///   - estimate: the estimated pattern.
///   - unique: for each member, the apertures of its unique reflections.
/// - Returns: 0 to 1; a 7 % mixture reads 0.07. Undefined when the member, or every other one, lacks unique
///   reflections, and when the estimate shows none of them.
public func leakage(
    intoMember member: Int, truth: [[Double]], estimate: [Double], unique: [[ReflectionAperture]]
) -> Score {
    guard truth.indices.contains(member), unique.count == truth.count else {
        return .undefined(reason: "there is no end member \(member)")
    }
    if let problem = mismatch(truth: truth[member], estimate: estimate) { return problem }
    guard !unique[member].isEmpty else { return .undefined(reason: "the end member has no unique reflections") }
    let members = truth.indices.filter { !unique[$0].isEmpty }
    guard members.count > 1 else { return .undefined(reason: "no other end member has unique reflections") }
    func intensities(_ pattern: [Double]) -> [Double] {
        members.map { unique[$0].reduce(0.0) { $0 + $1.intensity(of: pattern) } }
    }
    let columns = Matrix(members.map { intensities(truth[$0]) }).transposed
    guard let weights = SmallSystems.solve(columns, intensities(estimate)) else {
        return .undefined(reason: "the unique reflections do not tell the end members apart")
    }
    return shareOfOthers(weights: Array(zip(members, weights)), member: member)
}

/// The share of an estimated pattern that is another end member, from a non-negative fit of all true patterns.
///
/// e ≈ Σ_k a_k W_k with a ≥ 0; the share is 1 - a_j / Σ a. It needs no unique reflections, but does not see a pattern
/// that splits into what members have in common and what is their own.
/// - Returns: 0 to 1; undefined when no positive amount of any end member fits.
public func leakageByFit(intoMember member: Int, truth: [[Double]], estimate: [Double]) -> Score {
    guard truth.indices.contains(member) else { return .undefined(reason: "there is no end member \(member)") }
    let gram = Matrix(truth.map { a in truth.map { VectorSums.dot(a, $0) } })
    return leakageByFit(intoMember: member, truth: truth, gram: gram, estimate: estimate)
}

func leakageByFit(intoMember member: Int, truth: [[Double]], gram: Matrix<Double>, estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth[member], estimate: estimate) { return problem }
    guard truth.count <= SmallSystems.mostUnknowns else {
        return .undefined(reason: "more than \(SmallSystems.mostUnknowns) end members are not fitted")
    }
    let weights = SmallSystems.nonNegativeLeastSquares(
        gram: gram, projection: truth.map { VectorSums.dot($0, estimate) })
    return shareOfOthers(weights: Array(weights.enumerated()).map { ($0.offset, $0.element) }, member: member)
}

private func shareOfOthers(weights: [(Int, Double)], member: Int) -> Score {
    let positive = weights.map { ($0.0, max(0, $0.1)) }
    let total = positive.reduce(0.0) { $0 + $1.1 }
    guard total > 0 else { return .undefined(reason: "the pattern holds no positive amount of any end member") }
    return Score(finite: positive.reduce(0.0) { $1.0 == member ? $0 : $0 + $1.1 } / total)
}
