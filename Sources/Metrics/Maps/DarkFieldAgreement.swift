/// Pearson's correlation, over scan positions, of a member's map with its virtual dark-field image.
///
/// - Parameters:
///   - image: for each position the sum of its pattern over the discs of the member's unique reflections.
///   - map: the member's map, at any scale.
/// - Returns: 1 when one is a multiple of the other plus a constant; undefined when either is the same everywhere.
public func darkFieldAgreement(image: [Double], map: [Double]) -> Score {
    guard !image.isEmpty, image.count == map.count else {
        return .undefined(reason: "the image has \(image.count) positions and the map \(map.count)")
    }
    let count = Double(image.count)
    let (meanImage, meanMap) = (VectorSums.sum(image) / count, VectorSums.sum(map) / count)
    let (a, b) = (image.map { $0 - meanImage }, map.map { $0 - meanMap })
    let (sizeA, sizeB) = (VectorSums.norm(a), VectorSums.norm(b))
    guard sizeA.isFinite, sizeB.isFinite else { return Score(finite: .nan) }
    // What is left of a constant array is rounding.
    guard sizeA > 1e-12 * VectorSums.norm(image) else {
        return .undefined(reason: "the virtual dark-field image is the same everywhere")
    }
    guard sizeB > 1e-12 * VectorSums.norm(map) else { return .undefined(reason: "the map is the same everywhere") }
    return Score(finite: VectorSums.dot(a, b) / (sizeA * sizeB))
}
