internal import ComplexModule
internal import Glibc
internal import Quantities
internal import RealModule
public import Specimens

/// The Fourier coefficients of a crystal's potential, and the extinction lengths that follow from them.
public struct StructureFactor: Sendable {
    private let structure: CrystalStructure
    private let factors: [Int: any ScatteringFactor]

    /// - Throws: `MultisliceError.noScatteringFactor` for an element without one.
    public init(
        of structure: CrystalStructure, parametrisation: ScatteringParametrisation = .kirkland
    ) throws(MultisliceError) {
        self.structure = structure
        var factors: [Int: any ScatteringFactor] = [:]
        for site in structure.sites {
            let number = site.element.atomicNumber
            factors[number] = try parametrisation.factor(atomicNumber: number)
        }
        self.factors = factors
    }

    /// V_g = h²/(2π m₀ e Ω) Σ_j o_j f_e,j(g) exp(-B_j g²/4) exp(-2πi h·x_j), the modulus in volts.
    public func potential(of reflection: MillerIndices) -> Double {
        let spacing = structure.cell.spacing(reflection)
        let g2 = 1 / (spacing * spacing)
        var sum = Complex<Double>.zero
        for site in structure.sites {
            guard let factor = factors[site.element.atomicNumber] else { continue }
            let amplitude = site.occupancy * factor(squaredFrequency: g2) * exp(-site.b * g2 / 4)
            let phase = -2 * Double.pi * (reflection.vector * site.position).sum()
            sum += Complex(length: amplitude, phase: phase)
        }
        return PhysicalConstants.scatteringFactorToPotential / structure.cell.volume * sum.length
    }

    /// The two-beam extinction length ξ_g = π/(σ V_g), Å (Kirkland 2010, sec. 5; σ in rad/(V Å)).
    public func extinctionLength(of reflection: MillerIndices, interactionConstant: Double) -> Double {
        .pi / (interactionConstant * potential(of: reflection))
    }

    /// The reflections with the largest |V_g|, one of each set of equal spacing and strength, strongest first.
    public func strongestReflections(count: Int, largestIndex: Int = 6) -> [MillerIndices] {
        var found: [(indices: MillerIndices, potential: Double, spacing: Double)] = []
        for h in 0...largestIndex {
            for k in -largestIndex...largestIndex {
                for l in -largestIndex...largestIndex where h > 0 || k > 0 || (k == 0 && l > 0) {
                    let indices = MillerIndices(h, k, l)
                    let (potential, spacing) = (potential(of: indices), structure.cell.spacing(indices))
                    let known = found.firstIndex {
                        abs($0.potential - potential) < 1e-6 * (1 + potential) && abs($0.spacing - spacing) < 1e-6
                    }
                    guard let known else {
                        found.append((indices, potential, spacing))
                        continue
                    }
                    if Self.standsBefore(indices, found[known].indices) { found[known].indices = indices }
                }
            }
        }
        return found.sorted { $0.potential > $1.potential }.prefix(count).map(\.indices)
    }

    /// The reflection of the zone with the largest |V_g|, its most positive member; nil when there is none up to `largestIndex`.
    public func strongestReflection(in zone: MillerIndices, largestIndex: Int = 12) -> MillerIndices? {
        var found: (indices: MillerIndices, potential: Double)?
        for h in -largestIndex...largestIndex {
            for k in -largestIndex...largestIndex {
                for l in -largestIndex...largestIndex {
                    let indices = MillerIndices(h, k, l)
                    guard !indices.isZero, h * zone.h + k * zone.k + l * zone.l == 0 else { continue }
                    let potential = potential(of: indices)
                    guard let best = found else {
                        found = (indices, potential)
                        continue
                    }
                    let isEqual = abs(potential - best.potential) < 1e-6 * best.potential
                    if isEqual ? Self.standsBefore(indices, best.indices) : potential > best.potential {
                        found = (indices, potential)
                    }
                }
            }
        }
        guard let found, found.potential > 0 else { return nil }
        return found.indices
    }

    /// The member of a family that people name: 1 1 1 rather than 1 -1 -1, and 2 0 0 rather than 0 0 2.
    private static func standsBefore(_ a: MillerIndices, _ b: MillerIndices) -> Bool {
        func rank(_ i: MillerIndices) -> (Int, Int, Int, Int) {
            (-[i.h, i.k, i.l].count { $0 < 0 }, i.h, i.k, i.l)
        }
        return rank(a) > rank(b)
    }
}
