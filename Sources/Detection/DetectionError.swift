/// Why a detector, a scan or a synthetic model cannot be used; each case says what to change.
public enum DetectionError: Error, Equatable, CustomStringConvertible {
    /// A number outside its range: the key in the model file and what is allowed there.
    case outOfRange(key: String, value: String, allowed: String)
    /// Arrays that describe the same scan differ in length.
    case lengthsDiffer(what: String, count: Int, expected: Int)
    /// A place beyond the table of simulated patterns.
    case outsideLibrary(axis: String, value: Double, from: Double, to: Double)
    /// An end member that no position shows alone.
    case noPurePosition(member: String)
    /// A beam intensity or position that is not a finite number, or a negative intensity.
    case badBeam(index: Int)
    /// Not one pixel is above zero, so there is nothing to scale to.
    case noIntensity
    /// Spot positions from which no distortion can be told.
    case badSpots(problem: String, mend: String)
    /// A virtual aperture that names nothing or lies off the detector.
    case badAperture(problem: String, mend: String)

    public var description: String {
        switch self {
        case .outOfRange(let key, let value, let allowed): "\(key): \(value) is out of range; use \(allowed)"
        case .lengthsDiffer(let what, let count, let expected):
            "\(what) has \(count) values where the scan has \(expected); give one for each position"
        case .outsideLibrary(let axis, let value, let from, let to):
            "\(axis) \(value) lies outside the library, which goes from \(from) to \(to); widen the library"
        case .noPurePosition(let member):
            "no position of the scan is pure \(member); let the scan reach one where nothing else is"
        case .badBeam(let index):
            "beam \(index) has a position or an intensity that is not a finite number, or less than zero; check the simulation"
        case .noIntensity:
            "no pixel of the detector receives intensity; widen detector.half-width or raise detector.dose"
        case .badSpots(let problem, let mend), .badAperture(let problem, let mend): "\(problem); \(mend)"
        }
    }
}
