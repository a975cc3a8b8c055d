import Records

/// Trials that failed on a dataset, with their reasons.
struct FailedTrials {
    let index: RecordIndex
    let dataset: String

    var html: HTML {
        index.failures(on: dataset).map { trial -> HTML in
            """
            <p class="failed"><strong>\(index.methodTitle(trial.method)) failed:</strong> \
            \(trial.reason ?? "the record gives no reason")\(ProgramNote(trial: trial).html)</p>

            """
        }.joined()
    }
}
