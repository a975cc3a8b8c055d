import Arrays
import Datasets
import Detection
import Formats
import Quantities
import TestSupport

func detector(
    pixels: [Int] = [64, 64], fwhm: Double = 4, background: Fraction? = nil, dose: Double? = nil,
    saturation: Fraction? = nil, bits: BitDepth = .sixteen, directBeam: DirectBeam = .keep
) throws -> Detector {
    try Detector(
        pixels: pixels, halfWidth: ReciprocalLength(16, "nm^-1"), psf: .gaussian(fwhm: PixelLength(fwhm, "px")),
        background: background, dose: dose.map { ElectronCount(internalValue: $0) }, saturation: saturation, bits: bits,
        directBeam: directBeam)
}

/// One beam at a detector position, in every one of `intensities`.
func oneBeam(_ detector: Detector, y: Double, x: Double, intensities: [Float] = [1]) -> Beams {
    Beams(
        ky: [(y - detector.centerY) * detector.pixelSize],
        kx: [(x - detector.centerX) * detector.pixelSize],
        intensity: Matrix(rows: intensities.count, columns: 1, elements: intensities), labels: [""])
}

/// The reference's beams; `alongRows` puts its kx on the rows of the detector, as its rendered patterns have it.
func referenceBeams(intensity: String, axes: String, alongRows: Bool) throws -> Beams {
    let values = try Reference.array("multislice/\(intensity).npy")
    let kx = try Reference.array("multislice/\(axes).kx.npy").values.map { $0 / 10 }
    let ky = try Reference.array("multislice/\(axes).ky.npy").values.map { $0 / 10 }
    let first = kx.flatMap { value in ky.map { _ in value } }
    let second = kx.flatMap { _ in ky }
    return Beams(
        ky: alongRows ? first : second, kx: alongRows ? second : first,
        intensity: Matrix(rows: 16, columns: first.count, elements: values.values.map { Float($0) }),
        labels: first.map { _ in "" })
}

/// Sixteen positions, position k with k of 15 units of A.
func bicrystalScan(_ beams: Beams) throws -> Scan {
    let share = (0...15).map { Double($0) / 15 }
    return try Scan(
        beams: beams, abundances: Matrix([share, share.map { 1 - $0 }]), thickness: share.map { _ in 562.5 })
}

let provenance = Provenance(model: "", digests: [:], seed: 1, versions: [:])
