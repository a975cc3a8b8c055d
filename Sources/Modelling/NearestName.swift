/// The known name that a misspelt one most likely meant; nil when none is near.
///
/// Near means a Levenshtein distance of at most a third of the longer name's length, and at least 2; where no name is
/// near, one that begins like this one counts. Case is ignored; the first of equals wins.
package func nearest(to name: String, in known: [String]) -> String? {
    let wanted = Array(name.lowercased())
    var best: (name: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.lowercased())
        let length = max(wanted.count, letters.count)
        let distance = levenshteinDistance(wanted, letters)
        if distance <= max(2, length / 3), distance < length, distance < best?.distance ?? .max {
            best = (candidate, distance)
        }
    }
    return best?.name
        ?? known.first { candidate in
            let letters = Array(candidate.lowercased())
            let shorter = min(wanted.count, letters.count)
            return shorter >= 3 && wanted.prefix(shorter) == letters.prefix(shorter)
        }
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
