extension YAMLReader {
    /// What another room makes of values that were read; when it refuses them, its message gets the file and the line.
    ///
    /// Every room's error reads "key: what is wrong; how to mend it", with the key from the top of the file or from here.
    func checked<T, Refusal: Error & CustomStringConvertible>(
        _ make: () throws(Refusal) -> T
    ) throws(ModelError) -> T {
        do {
            return try make()
        } catch {
            throw refusal(error.description)
        }
    }

    private func refusal(_ line: String) -> ModelError {
        let parts = line.split(separator: ": ", maxSplits: 1)
        var names = parts[0].split(separator: ".").map(String.init)
        if !path.isEmpty, parts[0].hasPrefix("\(path).") { names.removeFirst(path.split(separator: ".").count) }
        guard parts.count == 2, let first = names.first, keys.contains(first) else {
            return .badValue(origin: origin, key: path, problem: line, mend: "correct it")
        }
        var place = value(first)
        for name in names.dropFirst() { place = place?[name] ?? place }
        let message = parts[1].split(separator: "; ", maxSplits: 1).map(String.init)
        return .badValue(
            origin: place?.origin ?? origin, key: fullPath(names.joined(separator: ".")), problem: message[0],
            mend: message.count == 2 ? message[1] : "correct it")
    }
}
