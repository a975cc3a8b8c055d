import Arrays
import Formats
import Foundation

/// What `job.json` says that this method needs.
struct Job: Decodable {
    struct Options: Decodable { var sources: Int? }
    let scan: [Int]
    let detector: [Int]
    let seed: UInt64
    let options: Options
}

/// Reads the job in the working folder and leaves patterns.npy and maps.npy there.
@main
enum Unmix {
    static func main() throws {
        let folder = URL(filePath: FileManager.default.currentDirectoryPath)
        let job = try JSONDecoder().decode(Job.self, from: Data(contentsOf: folder.appending(path: "job.json")))
        let shape = ObservationShape(
            scanY: job.scan[0], scanX: job.scan[1], detectorY: job.detector[0], detectorX: job.detector[1])
        let array = try NumPyArray(contentsOf: folder.appending(path: "observations.npy"))
        let values = Matrix<Float>(
            rows: shape.rowCount, columns: shape.columnCount, elements: array.values.map { Float($0) })
        let method = PurestPatterns(sources: job.options.sources ?? 2)
        let result = try method.estimate(
            from: InMemoryRows(shape: shape, values: values), seed: Seed(job.seed), progress: .none)
        for (name, matrix) in [("patterns.npy", result.patterns), ("maps.npy", result.maps)] {
            try NumPyArray.write(
                matrix.elements, shape: [matrix.rows, matrix.columns], to: folder.appending(path: name))
        }
    }
}
