/// Why the page of a finding was not written, in one line.
public enum FindingError: Error, Equatable, CustomStringConvertible {
    case badPlace(file: String, place: String, problem: String, mend: String)
    case noTemplates(folder: String)
    case missing(file: String, place: String, problem: String)
    case boundBroken(file: String, place: String, value: String)

    public var description: String {
        switch self {
        case .badPlace(let file, let place, let problem, let mend): "\(file): {{\(place)}} \(problem); \(mend)"
        case .noTemplates(let folder): "\(folder): holds no templates (.md); give the folder that has them"
        case .missing(let file, let place, let problem): "\(file): {{\(place)}}: \(problem)"
        case .boundBroken(let file, let place, let value):
            "\(file): {{\(place)}} is \(value), so the sentence around it is not true; reword it, and its bound"
        }
    }
}
