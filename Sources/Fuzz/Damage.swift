import Arrays

/// Damages sound files: the same seed and number, the same bytes on every machine.
struct Damage {
    /// Sound files to begin with.
    let sound: [[UInt8]]
    /// Whether lines and words are damaged more often than bytes.
    let isText: Bool
    let seed: Seed
    /// What the numbers of the stream are drawn for.
    let reader: String

    /// An input: a sound file with one to about a dozen changes.
    func input(_ number: Int) -> [UInt8] {
        var random = seed.stream("\(reader) \(number)")
        var bytes = sound[random.below(sound.count)]
        repeat {
            let asText = random.below(100) < (isText ? 80 : 15)
            if asText { changeText(&bytes, &random) } else { changeBytes(&bytes, &random) }
        } while random.below(100) < 55
        return bytes
    }

    // MARK: Bytes

    private func changeBytes(_ bytes: inout [UInt8], _ random: inout RandomStream) {
        guard !bytes.isEmpty else {
            bytes = [UInt8(random.below(256))]
            return
        }
        let place = self.place(in: bytes, &random)
        switch random.below(10) {
        case 0: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1: bytes[place] = UInt8(random.below(256))
        case 2...5: putNumber(at: place, &bytes, &random)
        case 6: bytes.removeLast(bytes.count - place)
        case 7: bytes.removeSubrange(stretch(from: place, of: bytes, &random))
        case 8: bytes.insert(contentsOf: bytes[stretch(from: place, of: bytes, &random)], at: place)
        default:
            let other = sound[random.below(sound.count)]
            let part = other.isEmpty ? [] : Array(other[stretch(from: random.below(other.count), of: other, &random)])
            bytes.replaceSubrange(place..<min(bytes.count, place + part.count), with: part)
        }
    }

    /// Headers lie at the beginning: every second place is there.
    private func place(in bytes: [UInt8], _ random: inout RandomStream) -> Int {
        random.below(random.below(2) == 0 ? min(bytes.count, 1024) : bytes.count)
    }

    private func stretch(from place: Int, of bytes: [UInt8], _ random: inout RandomStream) -> Range<Int> {
        place..<min(bytes.count, place + 1 + random.below(1 << random.below(10)))
    }

    /// An awkward number in 1, 2, 4 or 8 bytes of either order.
    private func putNumber(at place: Int, _ bytes: inout [UInt8], _ random: inout RandomStream) {
        let size = 1 << random.below(4)
        let value = Self.numbers[random.below(Self.numbers.count)]
        let isBigEndian = random.below(4) == 0
        for index in 0..<size where place + index < bytes.count {
            bytes[place + index] = UInt8(
                truncatingIfNeeded: value >> UInt64(8 * (isBigEndian ? size - 1 - index : index)))
        }
    }

    private static let numbers: [UInt64] =
        [
            0, 1, 2, 3, 7, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000,
            0xffff_ffff,
        ]
        + [0x1_0000_0000, 1_000_000_000_000, 1 << 40, 1 << 59, 1 << 61, 1 << 62, .max >> 1, 1 << 63, .max]
        + [Double.nan, .infinity, 1e300, -1, 1e-300].map(\.bitPattern)

    // MARK: Text

    private func changeText(_ bytes: inout [UInt8], _ random: inout RandomStream) {
        switch random.below(10) {
        case 0...3: replaceWord(&bytes, &random, isNumber: true) { Self.words[$0.below(Self.words.count)] }
        case 4...5: replaceWord(&bytes, &random, isNumber: false) { Self.words[$0.below(Self.words.count)] }
        case 6:
            let other = sound[random.below(sound.count)]
            replaceWord(&bytes, &random, isNumber: random.below(2) == 0) { random in
                let words = other.split { !Self.isWord($0) }
                return words.isEmpty ? [] : Array(words[random.below(words.count)])
            }
        default: changeLines(&bytes, &random)
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte > 0x7f
            || "_.+-".utf8.contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Puts what `other` gives in the place of a word, or of a number where there is one.
    private func replaceWord(
        _ bytes: inout [UInt8], _ random: inout RandomStream, isNumber: Bool,
        with other: (inout RandomStream) -> [UInt8]
    ) {
        guard !bytes.isEmpty else { return }
        let belongs = isNumber ? { Self.isDigit($0) || $0 == UInt8(ascii: ".") } : Self.isWord
        guard let start = bytes[place(in: bytes, &random)...].firstIndex(where: belongs) else { return }
        let end = bytes[start...].firstIndex { !belongs($0) } ?? bytes.endIndex
        let word = other(&random)
        bytes.replaceSubrange(start..<min(end, start + 4096), with: word)
    }

    private func changeLines(_ bytes: inout [UInt8], _ random: inout RandomStream) {
        var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init)
        guard lines.count > 1, lines.count < 20_000 else { return changeBytes(&bytes, &random) }
        let (one, two) = (random.below(lines.count), random.below(lines.count))
        switch random.below(6) {
        case 0: lines.remove(at: one)
        case 1: lines.swapAt(one, two)
        case 2:
            lines.insert(
                contentsOf: Array(repeating: lines[one], count: 1 + random.below(1 << random.below(9))), at: two)
        case 3: lines[one] = Self.words[random.below(Self.words.count)]
        case 4:
            lines[one].insert(
                contentsOf: Self.words[random.below(Self.words.count)], at: random.below(lines[one].count + 1))
        default:
            lines[one] = Array(
                repeating: Self.openings[random.below(Self.openings.count)], count: 1 + random.below(3000))
        }
        bytes = Array(lines.joined(separator: [0x0a]))
    }

    private static let openings = Array("[{(\"'- ".utf8)

    private static let words: [[UInt8]] = [
        "0", "-0", "-1", "1", "2", "3", "0.5", "1e308", "-1e308", "1e-308", "1e12", "nan", "inf", "-inf", "0x1p9",
        "9223372036854775807", "9223372036854775806", "-9223372036854775808", "18446744073709551615",
        "18446744073709551616", "4294967296", "2147483648", "65536", "1000000000000", "", "''", "\"", "[", "]", "{",
        "}",
        "{}", "[]", "~", "null", "true", "<script>alert(1)</script>", "]]>", "../../../etc/passwd", "/etc/passwd", "..",
        "\u{0}", "\u{1b}[2J", "é", "\u{202e}", "\u{feff}", "%s%n", "&x", "*x", "<<: *x", "? x", "!!binary x", "loop_",
        "x-y,y,z", "10 mrad", "-10 mrad", "1e9 nm", "0 nm",
    ].map { Array($0.utf8) }
}

extension RandomStream {
    /// A whole number of 0 or more, below `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
