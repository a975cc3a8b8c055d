internal import Arrays
internal import Formats
package import FoundationEssentials

/// The plans of the Fourier transforms, which decide the last bits of a result, kept in a folder.
///
/// Each kind of machine has its own, by FFTW's build and the processor: a folder may be shared by many, and a plan that is fast
/// on one need not be on another. What FFTW does not take, such as a file cut short, is written anew.
package enum Plans {
    package static func load(from folder: URL) {
        var wisdom: [String: String] = [:]
        for precision in FourierPlanner.precisions {
            wisdom[precision] = text(in: file(precision, in: folder))
        }
        FourierPlanner.importWisdom(wisdom)
    }

    static func exist(in folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: file(FourierPlanner.precisions[0], in: folder).path)
    }

    /// Nothing depends on whether this succeeds but the time of the next planning.
    package static func save(to folder: URL) {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (precision, text) in FourierPlanner.exportWisdom() {
            let url = file(precision, in: folder)
            guard self.text(in: url) != text else { continue }
            try? AtomicFile.write(Array((Digest.of(text) + "\n" + text).utf8), to: url)
        }
    }

    /// The plans in a file; nil where its first line is not their digest. FFTW ends the program for some that were altered.
    private static func text(in url: URL) -> String? {
        guard let content = try? String(contentsOf: url, encoding: .utf8), let end = content.firstIndex(of: "\n") else {
            return nil
        }
        let text = String(content[content.index(after: end)...])
        return Digest.of(text) == content[..<end] ? text : nil
    }

    package static func file(_ precision: String, in folder: URL) -> URL {
        folder.appending(path: "\(fileName)\(precision)-\(machine)")
    }

    /// How the names of the files begin.
    static let fileName = "wisdom-"

    private static let machine = String(Digest.of("\(Libraries.fftw) on \(Host.processor())").prefix(12))
}
