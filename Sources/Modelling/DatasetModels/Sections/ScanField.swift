internal import Glibc
public import Quantities
internal import Specimens

/// `scan: {shape: [60, 30], step: "10 nm"}` and `probe: {fwhm: "5 nm"}`: where the probe is put down, and what it covers there.
///
/// Scan y runs from 0 to the field's length, scan x is centred on 0; positions lie in the middle of their steps.
public struct ScanField: Sendable, Equatable {
    public let scanY: Int
    public let scanX: Int
    public let step: Length
    /// Full width at half maximum of a Gaussian.
    public let fwhm: Length
    /// Places in the probe from its middle (Å), with weights that sum to 1.
    let probe: [(offset: SIMD2<Double>, weight: Double)]

    /// Places along each side of the probe: a grid of quarter widths as far as one width, 2.4 standard deviations.
    private static let places = -4...4

    init(_ model: YAMLReader) throws(ModelError) {
        let scan = try model.section("scan", keys: ["shape", "step"])
        let shape = try scan.integers("shape", count: 2, in: 1...4096, example: "[60, 30]")
        (scanY, scanX) = (shape[0], shape[1])
        step = try scan.quantity("step", above: 0, atMost: 1e5, example: "\"10 nm\"")
        let probe = try model.section("probe", keys: ["fwhm"], optional: true)
        fwhm = try probe.quantity(
            "fwhm", default: Length(internalValue: 0), atLeast: 0, atMost: 1e5, example: "\"5 nm\"")
        self.probe = Self.probe(fwhm: fwhm.value)
    }

    private static func probe(fwhm: Double) -> [(SIMD2<Double>, Double)] {
        guard fwhm > 0 else { return [([0, 0], 1)] }
        let weights = places.map { exp(-4 * log(2) * Double($0 * $0) / 16) }
        let total = weights.reduce(0, +)
        return zip(places, weights).flatMap { y, along in
            zip(places, weights).map { x, across in
                (SIMD2(Double(x), Double(y)) * fwhm / 4, along * across / (total * total))
            }
        }
    }

    /// Of the whole scan along y, Å.
    var length: Double { Double(scanY) * step.value }

    /// Å.
    func place(y: Int, x: Int) -> SIMD2<Double> {
        [(Double(x) - Double(scanX - 1) / 2) * step.value, (Double(y) + 0.5) * step.value]
    }

    /// The places that the probe covers at a position, with their weights.
    func probe(at position: Int) -> [(place: SIMD2<Double>, weight: Double)] {
        let middle = place(y: position / scanX, x: position % scanX)
        return probe.map { (middle + $0.offset, $0.weight) }
    }

    /// Whether the probe somewhere reaches beyond a wire of this section along the middle of the scan.
    func leaves(_ section: HexagonalSection) -> Bool {
        (0..<scanX).contains { x in
            probe(at: x).contains { section.thickness(across: $0.place.x) == 0 }
        }
    }

    public static func == (a: ScanField, b: ScanField) -> Bool {
        a.scanY == b.scanY && a.scanX == b.scanX && a.step == b.step && a.fwhm == b.fwhm
    }

    var yaml: [(key: String, value: YAMLValue)] {
        [
            ("scan", .map(["shape": .integers([scanY, scanX]), "step": .quoted(step)])),
            ("probe", .map(["fwhm": .quoted(fwhm)])),
        ]
    }
}
