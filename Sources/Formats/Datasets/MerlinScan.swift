import FoundationEssentials

/// The scan of a Merlin file, which the file does not say: from the .hdr file beside it (frames per trigger, with a
/// trigger a line), or from the times of the frames, which pause where the beam flies back to the next line.
struct MerlinScan {
    let shape: ScanShape
    /// Where it comes from, for people.
    let reason: String

    /// Frames whose times are looked at.
    private static let limit = 1 << 17

    static func guess(_ file: FlatFile, header: MerlinFile.Header, frames: Int) throws -> MerlinScan {
        if let scan = fromSettings(file.file, frames: frames) { return scan }
        let looked = min(frames, limit)
        var times: [Double] = []
        for frame in 0..<looked {
            guard let time = try? MerlinFile.Header(file, frameStart: frame * header.frameLength).time else { break }
            times.append(time)
        }
        if times.count == looked, let period = period(of: times) {
            return MerlinScan(
                shape: ScanShape(y: frames / period, x: period),
                reason: "the scan of \(frames / period) × \(period) is guessed from pauses between lines; "
                    + "--scan sets another one")
        }
        return MerlinScan(
            shape: ScanShape(y: 1, x: frames),
            reason:
                "the file does not say its scan: \(frames) patterns are taken as one line; give --scan, such as 30x60")
    }

    /// The number of frames a line, when the pauses between frames say it without contradiction.
    static func period(of times: [Double]) -> Int? {
        guard times.count >= 4 else { return nil }
        let steps = zip(times, times.dropFirst()).map { $1 >= $0 ? $1 - $0 : $1 - $0 + 86_400 }
        let median = steps.sorted()[steps.count / 2]
        guard median > 0, let first = steps.firstIndex(where: { $0 > 1.5 * median }) else { return nil }
        let period = first + 1
        let pauses = steps.indices.filter { steps[$0] > 1.5 * median }
        let expected = Array(stride(from: period - 1, to: steps.count, by: period))
        return period > 1 && pauses == expected ? period : nil
    }

    private static func fromSettings(_ file: String, frames: Int) -> MerlinScan? {
        let url = URL(filePath: file).deletingPathExtension().appendingPathExtension("hdr")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("Frames per Trigger (Number)") }
        guard let value = line?.split(whereSeparator: { $0 == "\t" || $0 == ":" }).last,
            let period = Int(value.filter(\.isNumber)), period > 1, frames / period > 0
        else { return nil }
        return MerlinScan(
            shape: ScanShape(y: frames / period, x: period),
            reason: "the scan of \(frames / period) × \(period) is taken from \(url.lastPathComponent)")
    }
}
