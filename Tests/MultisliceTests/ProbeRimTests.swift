import Foundation
import Multislice
import Quantities
import Specimens
import Testing

@Suite("The rim of a probe's window")
struct ProbeRimTests {
    private static func scan(cells: SIMD2<Int>, focus: Double) throws -> ProbeSimulation {
        let bicrystal = try GaAsCase.bicrystal()
        return try ProbeSimulation(
            bicrystal: bicrystal, boundary: InclinedBoundary(normal: bicrystal.boundaryNormal),
            stack: LineScanStack(unit: Length(3.74997, "nm"), units: 2), positions: [.upper],
            probe: ConvergentProbe(
                semiAngle: Angle(1.5, "mrad"), focus: Length(focus, "nm"), position: [1.3, 2.9]),
            cells: cells, approximation: .none, instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(0, "mrad"), azimuths: 1)),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: 1.2)
    }

    /// The same share by Parseval's theorem: plane waves q and q' of the aperture overlap on |x| < 0.45 L by
    /// sin(0.9π(q - q')L)/(π(q - q')L).
    private static func closedForm(_ scan: ProbeSimulation, defocus: Double) throws -> Double {
        let wavelength = try GaAsCase.electron().wavelength
        let (lengthX, lengthY) = (scan.window.grid.lengthX, scan.window.grid.lengthY)
        let radius = 0.0015 / wavelength
        let (last, range) = (SIMD2(Int(radius * lengthX), Int(radius * lengthY)), 0.9 * Double.pi)
        let directions = (-last.x...last.x).flatMap { h in
            (-last.y...last.y).map { SIMD2(h, $0) }.filter {
                hypot(Double($0.x) / lengthX, Double($0.y) / lengthY) < radius
            }
        }
        func overlap(_ m: Int) -> Double { m == 0 ? 0.9 : sin(range * Double(m)) / (.pi * Double(m)) }
        func phase(_ q: SIMD2<Int>) -> Double {
            let squared = pow(Double(q.x) / lengthX, 2) + pow(Double(q.y) / lengthY, 2)
            return .pi * wavelength * defocus * squared
        }
        var inside = 0.0
        for q in directions {
            for other in directions {
                inside += cos(phase(q) - phase(other)) * overlap(q.x - other.x) * overlap(q.y - other.y)
            }
        }
        return 1 - inside / Double(directions.count)
    }

    /// Cells along x and y, and the focus in nm.
    private static let cases: [(SIMD2<Int>, Double)] = [
        ([2, 6], 3.75), ([1, 6], 3.75), ([3, 3], 3.75), ([2, 8], 0), ([2, 8], 200), ([1, 16], -150),
    ]

    @Test("holds the share of the probe that its plane waves put there, in the worse plane", arguments: cases)
    func share(cells: SIMD2<Int>, focus: Double) throws {
        let scan = try Self.scan(cells: cells, focus: focus)
        // Entrance and exit, 7.5 nm apart. The grid has pixels: the rim's edge falls within one of them.
        let expected = try max(
            Self.closedForm(scan, defocus: 10 * focus), Self.closedForm(scan, defocus: 10 * (focus - 7.49994)))
        let found = try scan.rimShare()
        #expect(abs(found - expected) < 0.05 * expected)
    }
}
