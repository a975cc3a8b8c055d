internal import FoundationEssentials
internal import Glibc
internal import Modelling

/// The files that a method file brings along, folders taken apart.
struct OutsideFiles {
    /// Each file with its path below the method file's folder, in the order of those paths.
    let all: [(name: String, url: URL)]

    /// - Throws: `ModelError` for a file that is not there, is no file, or lies outside the folder by a link.
    init(_ model: OutsideMethodModel) throws {
        var found: [String: URL] = [:]
        let root = Self.real(model.path(of: "."))
        for name in model.files {
            let url = URL(filePath: model.path(of: name))
            var names = [name]
            if Folder.isFolder(url) {
                let below = (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []
                names = below.map { "\(name)/\($0)" }.filter { !Folder.isFolder(URL(filePath: model.path(of: $0))) }
            }
            for name in names {
                let url = URL(filePath: model.path(of: name))
                guard let root, let place = Self.real(url.path) else {
                    throw Self.bad(
                        model, name, "does not exist", mend: "put it beside \(model.file) or correct its name")
                }
                guard place.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
                    throw Self.bad(
                        model, name, "is a link out of the folder of the method file", mend: "copy it into that folder")
                }
                guard Self.isRegular(place) else {
                    throw Self.bad(model, name, "is no file", mend: "name files and folders only")
                }
                found[name] = URL(filePath: place)
            }
        }
        all = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static func bad(_ model: OutsideMethodModel, _ name: String, _ problem: String, mend: String) -> ModelError {
        .badValue(origin: model.file, key: "files", problem: "\"\(name)\" \(problem)", mend: mend)
    }

    /// The path with every link followed; nil when nothing is there.
    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
