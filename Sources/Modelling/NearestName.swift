/// The known name that a misspelt one most likely meant; nil when none is near.
///
/// Near means a Levenshtein distance of at most a third of the longer name's length, and at least 2;
/// a name that begins with the other counts as near as well. Case is ignored; the first of equals wins.
package func nearest(to name: String, in known: [String]) -> String? {
    let wanted = Array(name.lowercased())
    var best: (name: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.lowercased())
        let limit = max(2, max(wanted.count, letters.count) / 3)
        var distance = levenshteinDistance(wanted, letters)
        let shorter = min(wanted.count, letters.count)
        if shorter >= 3, wanted.prefix(shorter) == letters.prefix(shorter) { distance = min(distance, limit) }
        if distance <= limit, distance < max(wanted.count, letters.count), distance < best?.distance ?? .max {
            best = (candidate, distance)
        }
    }
    return best?.name
}

/// Insertions, deletions and substitutions that turn `a` into `b` (Levenshtein 1966).
func levenshteinDistance(_ a: [Character], _ b: [Character]) -> Int {
    var previous = Array(0...b.count)
    for (i, letter) in a.enumerated() {
        var current = [i + 1]
        for (j, other) in b.enumerated() {
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (letter == other ? 0 : 1)))
        }
        previous = current
    }
    return previous[b.count]
}
