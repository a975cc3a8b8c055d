internal import FoundationEssentials
package import Modelling

/// A method outside Twinbench whose files have been found and digested.
package struct OutsideMethod: Sendable {
    package let model: OutsideMethodModel
    /// What it may see of the environment that this program runs in.
    let environment: [String: String]
    private let digests: [(name: String, digest: String)]

    /// - Parameter environment: of this program.
    /// - Throws: `ModelError` for files that are not there or lie outside the method file's folder.
    package init(_ model: OutsideMethodModel, environment: [String: String]) throws {
        self.model = model
        self.environment = environment.filter { Self.passedOn.contains($0.key) }
        digests = try OutsideFiles(model).all.map { file in
            guard let digest = Digest.ofFile(file.url) else {
                throw OutsideFiles.bad(model, file.name, "cannot be read", mend: "check its permissions")
            }
            return (file.name, digest)
        }
    }

    /// The variables that a program needs to find its interpreter, its libraries and its language.
    package static let passedOn = ["HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH"]

    /// The method with the digests of its files, for the record.
    var recordYAML: String { model.yaml + digestLines }

    /// What a result depends on besides the dataset and the seed: command, program, files, options and the maps' scale.
    var identity: String {
        let program = executable.flatMap { Digest.ofFile($0) } ?? "none"
        return "outside\n" + model.identityYAML + digestLines + "program: \(program)\n"
    }

    /// A file that is no longer what it was when the run began: its result would be kept under another's digest.
    func changedFile(in folder: URL) -> String? {
        digests.first { Digest.ofFile(folder.appending(path: $0.name)) != $0.digest }?.name
    }

    private var digestLines: String {
        digests.isEmpty
            ? "" : "digests: {" + digests.map { "\"\($0.name)\": \($0.digest)" }.joined(separator: ", ") + "}\n"
    }

    /// The program outside the method's folder: found along PATH, or by its absolute path; nil when it is among the copied
    /// files, or nowhere.
    var executable: URL? {
        let name = model.command[0]
        if name.hasPrefix("/") { return isExecutable(name) ? URL(filePath: name) : nil }
        guard !name.contains("/") else { return nil }
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
        return folders.map { "\($0)/\(name)" }.first(where: isExecutable).map { URL(filePath: $0) }
    }

    /// The program, seen from the folder that it will run in.
    func executable(in folder: URL) -> URL? {
        let name = model.command[0]
        guard name.contains("/"), !name.hasPrefix("/") else { return executable }
        let url = folder.appending(path: name)
        return isExecutable(url.path) ? url : nil
    }

    private func isExecutable(_ path: String) -> Bool {
        !Folder.isFolder(URL(filePath: path)) && FileManager.default.isExecutableFile(atPath: path)
    }
}
