import Arrays

/// How much the estimated patterns are mixtures of the true ones, whatever their order (Amari, Cichocki & Yang 1996).
///
/// With P = |E·W⁺|, the sum over rows and columns of (Σ / max - 1), divided by 2K(K - 1).
/// - Parameters:
///   - truth: K true patterns W.
///   - estimate: K estimated patterns E.
/// - Returns: 0 to 1; 0 when every estimated pattern is one true pattern, 1 when all are the same mixture. Undefined
///   when there are not as many estimates as members, when an estimate or a member is in none of the others, or when
///   the true patterns depend on each other.
public func amariIndex(truth: [[Double]], estimate: [[Double]]) -> Score {
    let k = truth.count
    guard k > 1 else { return .undefined(reason: "a single end member cannot be mixed") }
    guard estimate.count == k else {
        return .undefined(reason: "there are \(estimate.count) sources for \(k) end members")
    }
    guard let pixels = truth.first?.count, (truth + estimate).allSatisfy({ $0.count == pixels }) else {
        return .undefined(reason: "the patterns differ in size")
    }
    let gram = Matrix(truth.map { a in truth.map { VectorSums.dot(a, $0) } })
    var mixing = Matrix<Double>(rows: k, columns: k)
    for (i, pattern) in estimate.enumerated() {
        guard let row = SmallSystems.solve(gram, truth.map { VectorSums.dot($0, pattern) }) else {
            return .undefined(reason: "the true patterns depend on each other")
        }
        for j in 0..<k { mixing[i, j] = abs(row[j]) }
    }
    var sum = 0.0
    for line in (0..<k).flatMap({ [mixing.row($0), mixing.column($0)] }) {
        guard let largest = line.max(), largest > 0 else {
            return .undefined(reason: "a source holds no end member, or an end member is in no source")
        }
        sum += VectorSums.sum(line) / largest - 1
    }
    return Score(finite: sum / Double(2 * k * (k - 1)))
}
