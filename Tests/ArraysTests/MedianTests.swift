import Arrays
import Testing

@Suite struct MedianTests {
    @Test func theMedianIsTheMiddleValue() {
        #expect(median([]) == nil)
        #expect(median([3]) == 3)
        #expect(median([5, 1, 3]) == 3)
        #expect(median([4, 1, 3, 2]) == 2.5)
    }
}
