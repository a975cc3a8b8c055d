import Datasets

/// How far the beam intensities of a dataset may be off because of how finely they were computed.
struct ErrorBar {
    let dataset: Dataset

    var html: HTML {
        guard let error = dataset.provenance.estimatedError else { return .empty }
        let parts = error.parts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \(Numbers.significant($0.value, digits: 1))" }.joined(separator: ", ")
        return """
            <p class="note error-bar">Beam intensities ± \(Numbers.significant(error.total, digits: 1)) of the incident beam: \
            \(parts).</p>

            """
    }
}
