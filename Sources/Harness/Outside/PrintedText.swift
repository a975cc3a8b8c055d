/// What a program prints: the beginning and the end of it, however much it is.
struct PrintedText {
    private static let kept = 32 << 10
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var left = 0

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        let room = min(bytes.count, Self.kept - head.count)
        head += bytes.prefix(room)
        tail += bytes.dropFirst(room)
        guard tail.count > 2 * Self.kept else { return }
        left += tail.count - Self.kept
        tail.removeFirst(tail.count - Self.kept)
    }

    var text: String {
        let extra = max(0, tail.count - Self.kept)
        let end = String(decoding: tail.dropFirst(extra), as: UTF8.self)
        let start = String(decoding: head, as: UTF8.self)
        return left + extra == 0 ? start + end : "\(start)\n[... \(left + extra) bytes left out ...]\n\(end)"
    }
}
