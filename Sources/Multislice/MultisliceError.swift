internal import Glibc

/// What stands in the way of a simulation, in one line with the mend.
public enum MultisliceError: Error, Equatable, CustomStringConvertible {
    case noScatteringFactor(atomicNumber: Int)
    case badGrid(nx: Int, ny: Int)
    case badBandLimit(asked: Double, possible: Double)
    case incommensurateSlices(slice: Double, period: Double, crystal: String)
    case badSliceCount(Int)
    case reachBeyondBandLimit(reach: Double, bandLimit: Double)
    case notNormalised(total: Double)
    case badStack(Int, problem: String)
    case badIllumination(key: String, problem: String, mend: String)
    case badAbsorption(Double)
    case badConfigurations(Int)
    case badProbe(key: String, problem: String, mend: String)

    public var description: String {
        switch self {
        case .noScatteringFactor(let z):
            "scattering.parametrisation: it has no scattering factor for Z = \(z); use elements 1 to 103, with Peng's factors 1 to 98"
        case .badGrid(let nx, let ny):
            "discretization.grid: \(nx) × \(ny) points is too small or too large; use 8 to 8192 a side"
        case .badBandLimit(let asked, let possible):
            "discretization.band-limit: \(asked) Å⁻¹ is outside what the grid holds (0 to \(possible) Å⁻¹); use a finer grid"
        case .incommensurateSlices(let slice, let period, let crystal):
            "discretization.slices-per-unit: slices of \(Self.nanometres(slice)) nm do not divide the period of crystal \(crystal), \(Self.nanometres(period)) nm; use unit: \"\(Self.nanometres(period)) nm\" or a multiple of it, or slices that divide it"
        case .badSliceCount(let count): "discretization.slices-per-unit: \(count) is no number of slices; use 1 or more"
        case .reachBeyondBandLimit(let reach, let limit):
            "detector.half-width: \(reach) Å⁻¹ lies beyond the band limit of \(limit) Å⁻¹; use a finer discretization.grid or a smaller detector"
        case .notNormalised(let total):
            "the exit wave carries \(total) of the incident beam; the result is refused: use a finer discretization.grid, more slices-per-unit or precision: double"
        case .badStack(let number, let problem):
            "stacks: stack \(number) \(problem); give every stack at least one layer of the crystals there are"
        case .badIllumination(let key, let problem, let mend), .badProbe(let key, let problem, let mend):
            "\(key): \(problem); \(mend)"
        case .badAbsorption(let share):
            "scattering.absorption: \(share) is no share of the potential; use none or a number up to 1, such as 0.1"
        case .badConfigurations(let count):
            "scattering.thermal: \(count) configurations are too few or too many; use 1 to 10000"
        }
    }

    /// Å in nm, to seven digits: more than slices need to fit.
    private static func nanometres(_ length: Double) -> String {
        let scale = pow(10, 6 - log10(abs(length / 10)).rounded(.down))
        return "\((length / 10 * scale).rounded() / scale)"
    }
}
