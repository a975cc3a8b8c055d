public import Quantities

/// Why a crystal, a bicrystal or an instrument cannot be made; each case says how to mend it.
public enum SpecimenError: Error, Equatable, CustomStringConvertible {
    case unreadableFile(String, reason: String)
    case missingKey(file: String, key: String)
    case badNumber(file: String, key: String, text: String)
    case outOfRange(file: String, key: String, text: String, allowed: String)
    case unknownElement(file: String, text: String)
    case malformedOperation(file: String, text: String)
    case atomsMissing(file: String)
    case operationsMissing(file: String, spaceGroup: String)
    case malformedCIF(file: String, line: Int, reason: String)
    case malformedXYZ(file: String, line: Int, reason: String)
    case impossibleCell(file: String?, reason: String)
    case zeroDirection(key: String)
    case upNotPerpendicular(beam: BeamAxis, up: MillerIndices, suggestion: MillerIndices?)
    case directionOffPlane(crystal: String, plane: MillerIndices, direction: MillerIndices)
    case noCommonCell(axis: String, crystals: Int, bound: Length, offer: String?)
    case noPeriodAlongBeam(crystal: String, bound: Length, offer: String?)
    case boundaryUnseen(
        reason: String,
        mend: String =
            "choose another zone or, with boundary: {normal: [h, k, l]}, another plane of A, so that the boundary is inclined to the beam"
    )
    case notMirrored(reason: String, mend: String)
    case thicknessNotPositive(Length)
    case tooFewUnits(Int)
    case angleOutOfRange(Angle)
    case azimuthsOutOfRange(Int)
    case energyOutOfRange(Energy)
    case bendOutOfRange(Angle)

    public var description: String { text.onOneLine }

    private var text: String {
        switch self {
        case .unreadableFile(let file, let reason): "\(file): \(reason); give the path of a readable CIF file"
        case .missingKey(let file, let key): "\(file): \(key) is missing; add it to the data block"
        case .badNumber(let file, let key, let text):
            "\(file): \(key): \"\(text)\" is no number; write it as 5.6533 or 5.6533(2)"
        case .outOfRange(let file, let key, let text, let allowed):
            "\(file): \(key): \(text) is out of range; give a value \(allowed)"
        case .unknownElement(let file, let text):
            "\(file): _atom_site_type_symbol: \"\(text)\" is no element; write a symbol such as Ga"
        case .malformedOperation(let file, let text):
            "\(file): _space_group_symop_operation_xyz: \"\(text)\" is no symmetry operation; write it as '-x+1/2, y, z'"
        case .atomsMissing(let file):
            "\(file): the loop of atoms is missing; add _atom_site_label, _atom_site_fract_x, _y and _z"
        case .operationsMissing(let file, let spaceGroup):
            "\(file): space group \(spaceGroup) without its operations; add a _space_group_symop_operation_xyz loop"
        case .malformedCIF(let file, let line, let reason): "\(file): line \(line): \(reason)"
        case .malformedXYZ(let file, let line, let reason): "\(file): line \(line): \(reason)"
        case .impossibleCell(let file, let reason):
            (file.map { "\($0): " } ?? "") + "unit cell: \(reason)"
        case .zeroDirection(let key): "\(key): [0 0 0] is no direction; give three integers that are not all zero"
        case .upNotPerpendicular(let beam, let up, let suggestion):
            "beam.up: [\(up)] is not perpendicular to the \(beam); "
                + (suggestion.map { "use [\($0)], for example" }
                    ?? "no [uvw] is; give beam.strain, as in strain: \"1 %\", and it is projected across the beam")
        case .directionOffPlane(let crystal, let plane, let direction):
            "directions: [\(direction)] does not lie in the plane (\(plane)) of crystal \(crystal); "
                + "give a direction with hu + kv + lw = 0"
        case .noCommonCell(let axis, 1, let bound, let offer):
            "beam: no rectangular cell below \(bound): the crystal has no period along lab \(axis); "
                + (offer ?? "choose another zone or up")
        case .noCommonCell(let axis, _, let bound, let offer):
            "beam: no common cell below \(bound): the crystals share no period along lab \(axis); "
                + (offer ?? "choose another zone or up")
        case .noPeriodAlongBeam(let crystal, let bound, let offer):
            "beam: crystal \(crystal) has no period below \(bound) along the beam; "
                + (offer ?? "choose another zone")
        case .boundaryUnseen(let reason, let mend): "twin: \(reason); \(mend)"
        case .notMirrored(let reason, let mend):
            "twin: \(reason), so that both crystals cannot share a library; \(mend)"
        case .thicknessNotPositive(let thickness): "stack.unit: \(thickness) is no thickness; give a positive length"
        case .tooFewUnits(let units): "stack.units: \(units) is too few; give 1 or more"
        case .angleOutOfRange(let angle): "precession.angle: \(angle) is out of range; give 0 to 100 mrad"
        case .azimuthsOutOfRange(let azimuths):
            "precession.azimuths: \(azimuths) is out of range; give 1 to \(Precession.azimuthsAllowed.upperBound)"
        case .energyOutOfRange(let energy): "instrument.energy: \(energy) is out of range; give 1 kV to 5000 kV"
        case .bendOutOfRange(let amount): "bend.amount: \(amount) is out of range; give -100 to 100 mrad"
        }
    }

    /// The same error with what would mend it.
    func offering(_ offer: String?) -> SpecimenError {
        switch self {
        case .noCommonCell(let axis, let crystals, let bound, _):
            .noCommonCell(axis: axis, crystals: crystals, bound: bound, offer: offer)
        case .noPeriodAlongBeam(let crystal, let bound, _):
            .noPeriodAlongBeam(crystal: crystal, bound: bound, offer: offer)
        default: self
        }
    }
}
