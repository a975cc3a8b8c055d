import Arrays
import FoundationEssentials
import Harness
import TestSupport
import Testing

/// What FFTW has learned, in a folder that may hold anything.
@Suite struct PlansTests {
    /// Makes a plan by measuring, so that there is something to keep.
    private func learn() throws {
        for length in [96, 120] {
            let lines = FourierLines(length: length, count: 8, stride: 1, distance: length)
            _ = try FourierPlan<Float>(lines: lines, direction: .forward, effort: .measure)
            _ = try FourierPlan<Double>(lines: lines, direction: .forward, effort: .measure)
        }
    }

    @Test func damagedWisdomIsPassedOverAndWrittenAnew() throws {
        try learn()
        try withTemporaryFolder { folder in
            Plans.save(to: folder)
            for precision in ["single", "double"] {
                let file = Plans.file(precision, in: folder)
                let whole = try Data(contentsOf: file)
                #expect(whole.count > 100)
                let binary = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 89) })
                let other = Data("(fftw-3.1.0 fftwf_wisdom #x0 #x1 #x2 #x3\n)\n".utf8)
                // One digit is another: FFTW ends the program for some of these.
                let altered = stride(from: 66, to: whole.count, by: 23).map { place in
                    var copy = whole
                    copy[place] ^= 1
                    return copy
                }
                for damaged in altered + [
                    Data(), whole.prefix(1), whole.prefix(whole.count / 2), whole.dropLast(3), binary, other,
                ] {
                    try damaged.write(to: file)
                    Plans.load(from: folder)
                    // Plans can still be made, and what is kept next time is whole.
                    try learn()
                    Plans.save(to: folder)
                    #expect(try Data(contentsOf: file).count >= whole.count)
                }
            }
        }
    }

    /// A folder on a shared disk: each kind of machine reads and writes its own file.
    @Test func anotherMachinesWisdomIsLeftAlone() throws {
        try learn()
        try withTemporaryFolder { folder in
            Plans.save(to: folder)
            let own = Plans.file("single", in: folder)
            let name = own.lastPathComponent
            #expect(name.hasPrefix("wisdom-single-") && name.count > 20)
            let foreign = folder.appending(path: "wisdom-single-000000000000")
            try Data("another machine's".utf8).write(to: foreign)
            Plans.load(from: folder)
            Plans.save(to: folder)
            #expect(try Data(contentsOf: foreign) == Data("another machine's".utf8))
        }
    }
}
