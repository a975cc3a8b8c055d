import Multislice
import Quantities
import Specimens
import Testing

@Suite("Boundaries in a window")
struct InclinedSlicesTests {
    // Ga-As bonds of a√3/4 hold across the twin boundary: every atom away from the window's rim and the stack's ends has four
    // neighbours of the other element at that distance, and none nearer.
    @Test("atoms on both sides of the inclined boundary keep four bonds of a√3/4")
    func bonds() throws {
        let bicrystal = try GaAsCase.bicrystal()
        let scan = try ProbeSimulation(
            bicrystal: bicrystal, boundary: InclinedBoundary(normal: bicrystal.boundaryNormal),
            stack: LineScanStack(unit: Length(3.74997, "nm"), units: 15), positions: [.boundary(units: 7)],
            probe: ConvergentProbe(semiAngle: Angle(1, "mrad")), cells: [1, 4], approximation: .none,
            instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(0, "mrad"), azimuths: 1)),
            discretization: Discretization(grid: .fixed(nx: 96, ny: 32), slicesPerUnit: 9), reach: 0.5)
        // CONVENTIONS.md: slice = floor(((z + d/8) mod L)/Δz), d = a/√11; slices of L/9 with L = 2a√11.
        let a = GaAsCase.latticeParameter
        let (shift, period) = (a / 11.0.squareRoot() / 8, a * 11.0.squareRoot())
        let thickness = period * 2 / 9
        let slices = scan.slices
        var atoms: [(position: SIMD3<Double>, element: Element)] = []
        for (index, slice) in slices.slices(around: 0).enumerated() {
            let top = Double(index - slices.reach) * thickness
            for atom in slice {
                var z = (atom.position.z + shift - top).truncatingRemainder(dividingBy: period)
                if z < -1e-6 { z += period }
                #expect(z < thickness, "the atom lies in its slice")
                var place = atom.position + [0, 0, top + z - shift - atom.position.z]
                // The probe stands at the corner; the window repeats.
                for (axis, side) in [(0, scan.window.grid.lengthX), (1, scan.window.grid.lengthY)] {
                    place[axis] -= (place[axis] / side).rounded() * side
                }
                atoms.append((place, atom.element))
            }
        }
        let middle = atoms.filter { abs($0.position.x) < 14 && abs($0.position.y) < 18 && abs($0.position.z) < 35 }
        let normal = bicrystal.boundaryNormal
        let heights = middle.map { ($0.position * normal).sum() }
        #expect(heights.contains { $0 < -3 } && heights.contains { $0 > 3 }, "both crystals are there")
        let bond = a * 3.0.squareRoot() / 4
        var wrong = 0
        for atom in middle {
            let near = atoms.filter { other in
                let way = other.position - atom.position
                let square = (way * way).sum()
                return square > 1e-6 && square < 1.1 * 1.1 * bond * bond
            }
            let good =
                near.count == 4
                && near.allSatisfy { other in
                    let way = other.position - atom.position
                    return other.element != atom.element && abs((way * way).sum().squareRoot() - bond) < 0.01
                }
            if !good { wrong += 1 }
        }
        #expect(middle.count > 1000 && wrong == 0, "\(wrong) of \(middle.count)")
    }

    @Test("one step of the scan sinks the boundary by a unit, and along its trace not at all")
    func depth() throws {
        let bicrystal = try GaAsCase.bicrystal()
        let normal = bicrystal.boundaryNormal
        let boundary = try InclinedBoundary(normal: normal)
        let stack = try LineScanStack(unit: Length(3.74997, "nm"), units: 15)
        let inPlane = SIMD2(normal.x, normal.y) / (normal.x * normal.x + normal.y * normal.y).squareRoot()
        let step = try stack.step(boundaryNormal: normal)
        #expect(abs(abs(boundary.depth(at: inPlane * step)) - 37.4997) < 1e-6)
        #expect(abs(boundary.depth(at: boundary.trace * 100)) < 1e-9)
        // The point lies in the plane: n · (offset, depth) = 0.
        let offset: SIMD2 = [3.0, -7]
        let point = SIMD3(offset.x, offset.y, boundary.depth(at: offset))
        #expect(abs((point * normal).sum()) < 1e-12)
    }
}
