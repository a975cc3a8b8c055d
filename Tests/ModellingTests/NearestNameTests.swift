import Modelling
import Testing

@Suite struct NearestNameTests {
    static let names = ["precession", "detector", "discretization", "stack", "scan", "seed"]

    @Test(arguments: [
        ("precesion", "precession"), ("Detector", "detector"), ("detecter", "detector"), ("stak", "stack"),
        ("sede", "seed"), ("discretisation", "discretization"), ("disc", "discretization"),
    ])
    func aMisspeltNameFindsTheRightOne(_ wrong: String, _ right: String) {
        #expect(nearest(to: wrong, in: Self.names) == right)
    }

    @Test func whatIsNearNothingFindsNothing() {
        #expect(nearest(to: "wavelength", in: Self.names) == nil)
        #expect(nearest(to: "", in: Self.names) == nil)
        #expect(nearest(to: "seed", in: []) == nil)
    }
}
