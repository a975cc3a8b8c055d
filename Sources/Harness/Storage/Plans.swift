internal import Arrays
internal import Formats
package import FoundationEssentials

/// The plans of the Fourier transforms, which decide the last bits of a result, kept in a folder.
package enum Plans {
    package static func load(from folder: URL) {
        var wisdom: [String: String] = [:]
        for precision in ["single", "double"] {
            wisdom[precision] = try? String(contentsOf: folder.appending(path: "wisdom-\(precision)"), encoding: .utf8)
        }
        FourierPlanner.importWisdom(wisdom)
    }

    static func exist(in folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "wisdom-single").path)
    }

    /// Nothing depends on whether this succeeds but the time of the next planning.
    package static func save(to folder: URL) {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (precision, text) in FourierPlanner.exportWisdom() {
            let url = folder.appending(path: "wisdom-\(precision)")
            guard (try? String(contentsOf: url, encoding: .utf8)) != text else { continue }
            try? AtomicFile.write(Array(text.utf8), to: url)
        }
    }
}
