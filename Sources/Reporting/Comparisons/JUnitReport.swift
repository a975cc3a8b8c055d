public import Records

extension ScoreComparison {
    /// The comparison as JUnit's XML: a suite for each dataset, a case for each method on it.
    ///
    /// The elements are those that continuous integration reads: `testsuites`, `testsuite`, `testcase` and `failure` with
    /// their counts (https://github.com/testmoapp/junitxml).
    public var junit: String {
        let failures = Dictionary(grouping: regressions, by: \.trial)
        var datasets: [String] = []
        for trial in trials where !datasets.contains(trial.dataset) { datasets.append(trial.dataset) }
        let suites = datasets.map { dataset in
            let cases = trials.filter { $0.dataset == dataset }
            let failed = cases.count { failures[$0] != nil }
            let body = cases.map { testCase($0, failures[$0] ?? []) }.joined()
            return """
                  <testsuite name="\(escaped("\(experiment).\(dataset)"))" tests="\(cases.count)" failures="\(failed)" errors="0" \
                skipped="0">
                \(body)  </testsuite>

                """
        }
        let failed = Set(regressions.map(\.trial)).count
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="twinbench check" tests="\(trials.count)" failures="\(failed)" errors="0">
            \(suites.joined())</testsuites>

            """
    }

    private func testCase(_ trial: TrialName, _ differences: [ScoreDifference]) -> String {
        let isTold = trials.contains {
            $0.dataset == trial.dataset && $0.method == trial.method && $0.seed != trial.seed
        }
        let name = isTold ? "\(trial.method), seed \(trial.seed)" : trial.method
        let head = "    <testcase classname=\"\(escaped("\(experiment).\(trial.dataset)"))\" name=\"\(escaped(name))\""
        guard let first = differences.first else { return head + "/>\n" }
        let lines = differences.map { DifferenceText($0).line }
        let more = lines.count > 1 ? " and \(lines.count - 1) more" : ""
        return """
            \(head)>
                  <failure type="\(escaped(DifferenceText(first).kind))" message="\(escaped(lines[0] + more))">\
            \(escaped(lines.joined(separator: "\n")))</failure>
                </testcase>

            """
    }

    /// Text in an element or an attribute; what XML 1.0 does not allow is left out.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
