import Arrays
import Formats
import FoundationEssentials

/// What Tests/Peers/learning_speed.py prints.
struct LearningPeers: Decodable {
    struct Work: Decodable {
        let seconds: Double
        /// The variance held, the mean log cosh, the relative error, or J.
        let objective: Double
        let peer: String?
    }
    let peer: String
    let svd: Work
    let ica: Work
    let nmf: Work
    let fuzzy: Work

    /// Runs the peers on counts that they make and leave at `data`; nil without a Python that has them.
    static func measured(leaving data: URL) -> LearningPeers? {
        PeerPython.learning?.run("learning_speed.py", "--data '\(data.path)'", as: Self.self)
    }

    /// The counts, as the peers had them.
    static func observations(_ data: URL) throws -> InMemoryRows {
        let array = try NumPyArray(contentsOf: data)
        let side = Int(Double(array.shape[1]).squareRoot())
        return InMemoryRows(
            shape: ObservationShape(scanY: 1, scanX: array.shape[0], detectorY: side, detectorX: side),
            values: Matrix(rows: array.shape[0], columns: array.shape[1], elements: array.values.map { Float($0) }))
    }
}
