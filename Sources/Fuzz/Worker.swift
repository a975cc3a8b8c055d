import Arrays
import FoundationEssentials
import Glibc

/// Gives a reader one damaged file after the other, in a process of its own, under a limit of memory.
struct Worker {
    let reader: Reader
    let damage: Damage
    /// Where the input is put among the files that belong to it.
    let sandbox: URL

    /// What a reader may take beside twice what the sound files take, bytes: the heap grows in steps.
    static let allowance = 4 << 20
    /// What a byte of a packed file may stand for, bytes: 16 numbers, which is what gzip makes of patterns.
    static let packedFactor = 8 * 16

    func run(_ numbers: Range<Int>, counters: Counters) {
        let input = sandbox.appending(path: reader.place)
        let packed = reader.isPacked ? (damage.sound.map(\.count).max() ?? 0) * Self.packedFactor : 0
        let honest = max(honestMemory(input), packed)
        let watch = getppid()
        for number in numbers {
            // Nobody counts any more.
            if getppid() != watch { exit(1) }
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

    /// As a new file: HDF5 keeps some damaged ones open, and takes another of the same inode for the one that it has.
    private static func put(_ bytes: [UInt8], at path: String) {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { return }
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    /// Bytes of address space that reading the sound files takes at most.
    private func honestMemory(_ input: URL) -> Int {
        let before = Processes.memory("VmSize") ?? 0
        for bytes in damage.sound {
            Self.put(bytes, at: input.path)
            try? reader.read(input)
        }
        return max(0, (Processes.memory("VmPeak") ?? 0) - before)
    }

    /// Lets the process take so many bytes of address space more than it has, touched or not.
    private func limitMemory(_ bytes: Int) {
        guard let size = Processes.memory("VmSize") else { return }
        var limits = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
        limits.rlim_cur = rlim_t(size + bytes)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
    }
}
