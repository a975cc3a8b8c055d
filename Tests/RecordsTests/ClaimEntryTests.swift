import FoundationEssentials
import Records
import Testing

@Suite struct ClaimEntryTests {
    /// As versions before the spread wrote it.
    @Test func `A claim of an older record still decodes`() throws {
        let text = """
            {"id": "C8", "text": "t", "dataset": "d", "method": "nmf", "metric": "m", "bound": "at most 1", "value": 0.5,
             "verdict": "holds", "expected": "holds"}
            """
        let claim = try JSONDecoder().decode(ClaimEntry.self, from: Data(text.utf8))
        #expect(claim.value == 0.5 && claim.spread == nil && claim.heldOutSpread == nil && claim.under == nil)
    }

    @Test func `What is written is read back`() throws {
        let claim = ClaimEntry(
            id: "C8", text: "t", dataset: "d", method: "nmf", metric: "m", bound: "at most 1", value: 0.5, heldOut: 2,
            spread: .init(smallest: 0.25, largest: nil, kept: 4, seeds: 5),
            heldOutSpread: .init(smallest: 2, largest: 2, kept: 0, seeds: 1), oracle: nil, verdict: .holds,
            expected: .holds, because: nil, under: "fitted settings")
        let copy = try JSONDecoder().decode(ClaimEntry.self, from: JSONEncoder().encode(claim))
        #expect(copy.spread == claim.spread && copy.heldOutSpread == claim.heldOutSpread && copy.under == claim.under)
        #expect(copy.spread?.passRate == "4 of 5")
    }
}
