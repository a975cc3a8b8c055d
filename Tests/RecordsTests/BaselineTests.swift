import FoundationEssentials
import Records
import TestSupport
import Testing

@Suite struct BaselineTests {
    private static let record = SmallRecord.record([
        SmallRecord.trial([
            SmallRecord.score("error", 1.25, member: "B"), SmallRecord.score("error", nil, member: "A"),
            SmallRecord.score("share", 3e-9, member: nil), SmallRecord.score("match", nil, member: nil),
        ]),
        SmallRecord.failed("it says \"no\"", method: "svd"),
    ])
    private static let tolerances = [Tolerance("error", absolute: 0.5, relative: 0.1, reason: "rounding")]

    @Test func `A baseline that is written and read is the same`() throws {
        let baseline = Baseline(Self.record, tolerances: Self.tolerances)
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "baseline.json")
            try Data(baseline.json.utf8).write(to: url)
            #expect(try Baseline(contentsOf: url) == baseline)
        }
    }

    /// The format, written out by hand: whoever reads a difference in version control sees these lines.
    @Test func `The text has one line a metric in alphabetical order`() throws {
        let expected = """
            {
              "schema": 1,
              "experiment": "small",
              "versions": {"twinbench":"1"},
              "tolerances": [
                {"absolute":0.5,"metric":"error","reason":"rounding","relative":0.1}
              ],
              "trials": [
                {"dataset":"data","method":"nmf","seed":1,"scores":{
                  "error": {"A":null,"B":1.25},
                  "match": null,
                  "share": 3e-09
                }},
                {"dataset":"data","method":"svd","seed":1,"failed":"it says \\"no\\""}
              ]
            }

            """
        #expect(try Baseline(Self.record, tolerances: Self.tolerances).json == expected)
    }

    @Test func `Seven significant digits are kept`() throws {
        for (value, text) in [(0.123456789, "0.1234568"), (-98765.4321, "-98765.43"), (1.0 / 3e8, "3.333333e-09")] {
            let record = SmallRecord.record([SmallRecord.trial([SmallRecord.score("share", value, member: nil)])])
            #expect(try Baseline(record, tolerances: []).json.contains("\"share\": \(text)\n"), "\(text)")
        }
    }

    @Test(arguments: [
        ("[", "is cut short, or no JSON"), ("{\"schema\": 7}", "schema: is 7, but this version reads 1"),
        ("{\"schema\": 1}", "lacks the key experiment"),
        (
            """
            {"schema": 1, "experiment": "e", "versions": {}, "trials": [],
             "tolerances": [{"metric": "error", "absolute": 1, "reason": ""}]}
            """, "the tolerance of error has no reason"
        ),
        (
            """
            {"schema": 1, "experiment": "e", "versions": {}, "trials": [],
             "tolerances": [{"metric": "error", "absolute": -1, "reason": "r"}]}
            """, "below 0"
        ),
        (
            """
            {"schema": 1, "experiment": "e", "versions": {}, "tolerances": [],
             "trials": [{"dataset": "d", "method": "m", "seed": 1}]}
            """, "lacks the key scores"
        ),
    ])
    func `A baseline that cannot be understood is one line that says why`(text: String, reason: String) throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "baseline.json")
            try Data(text.utf8).write(to: url)
            let error = #expect(throws: RecordError.self) { try Baseline(contentsOf: url) }
            let line = error?.description ?? ""
            #expect(line.contains(url.path) && line.contains(reason) && !line.contains("\n"), "\(line)")
        }
    }

    @Test func `An update keeps the tolerances that are there and adds those of new metrics`() {
        let own = [Tolerance("error", absolute: 9, reason: "mine")]
        var record = Self.record
        record.metrics.append(
            MetricEntry(
                name: "map-rmse", title: "", unit: "", direction: .lower, best: 0, source: "", explanation: ""))
        let merged = Tolerance.standard(for: record, insteadOf: own)
        #expect(merged.map(\.metric) == ["error", "map-rmse", Tolerance.anyMetric])
        #expect(merged[0] == own[0])
    }
}
