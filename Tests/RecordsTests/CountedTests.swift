import FoundationEssentials
import Records
import Testing

@Suite struct CountedTests {
    @Test(
        "A number of things is read from 0 to what can be summed",
        arguments: [("0", 0), ("12", 12), ("1099511627776", 1_099_511_627_776)])
    func read(text: String, value: Int) throws {
        let tally = try JSONDecoder().decode(
            PrecessionStudy.Tally.self, from: Data("{\"cases\": \(text), \"right\": 0, \"kept\": 0}".utf8))
        #expect(tally.cases == value)
        let again = try JSONDecoder().decode(PrecessionStudy.Tally.self, from: JSONEncoder().encode(tally))
        #expect(again == tally)
    }

    @Test(
        "Other numbers are refused",
        arguments: ["-1", "1099511627777", "9223372036854775807", "-9223372036854775808", "1.5", "\"2\""])
    func refused(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                PrecessionStudy.Tally.self, from: Data("{\"cases\": 3, \"right\": 0, \"kept\": \(text)}".utf8))
        }
    }
}
