internal import FoundationEssentials
internal import Glibc

/// What a program may take: time, memory, and room in its folder.
struct ProcessLimits {
    /// Wall seconds.
    let seconds: Double
    /// Bytes of address space, for each of its processes.
    let memory: Int
    /// Bytes of all files that it adds to its folder together, and of each file anywhere.
    let written: Int

    /// Seconds of processor time for each process: more than any can use while the time lasts. It ends what got away.
    var processorSeconds: Int {
        Int(seconds.rounded(.up)) * max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) + 1
    }

    /// Bytes that the files below a folder take up.
    static func size(of folder: URL) -> Int {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return names.reduce(0) { total, name in
            var status = stat()
            guard lstat(folder.appending(path: name).path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                return total
            }
            return total + Int(status.st_blocks) * 512
        }
    }
}
