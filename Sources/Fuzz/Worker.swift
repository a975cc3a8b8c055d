import Arrays
import FoundationEssentials
import Glibc

/// Gives a reader one damaged file after the other, in a process of its own, under a limit of memory.
struct Worker {
    let reader: Reader
    let damage: Damage
    /// Where the input is put among the files that belong to it.
    let sandbox: URL

    /// What a reader may take beside twice the honest size of its file, bytes: tables of libraries, buffers.
    static let allowance = 32 << 20
    /// The most numbers that a byte of a sound file holds, each of 8 bytes: patterns are packed by gzip.
    private static let honestFactor = 8 * 16

    func run(_ numbers: Range<Int>, counters: Counters) {
        let input = sandbox.appending(path: reader.place)
        let honest = (damage.sound.map(\.count).max() ?? 0) * Self.honestFactor
        for number in numbers {
            let bytes = damage.input(number)
            counters[.current] = number
            Self.put(bytes, at: input.path)
            limitMemory(Self.allowance + 2 * honest)
            do {
                try reader.read(input)
                counters[.accepted] += 1
            } catch {
                counters[.refused] += 1
                if "\(error)".contains(where: \.isNewline) { counters[.manyLines] += 1 }
            }
        }
        counters[.current] = numbers.upperBound
    }

    private static func put(_ bytes: [UInt8], at path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { return }
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    /// Lets the process take so many bytes of address space more than it has, touched or not.
    private func limitMemory(_ bytes: Int) {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").first
        guard let pages = pages.flatMap({ Int($0) }) else { return }
        var limits = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
        limits.rlim_cur = rlim_t(pages * Int(sysconf(Int32(_SC_PAGESIZE))) + bytes)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
    }
}
