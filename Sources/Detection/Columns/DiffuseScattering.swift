import Arrays
import Datasets
import Glibc
public import Quantities

/// Electrons that leave the beams at every position and come down around the direct beam: in a supporting film, or by what
/// else scatters between the spots.
///
/// A layer of thickness t and mean free path Λ leaves exp(-t/Λ) in the beams. The rest makes the halo
/// exp(-|k|/decay)/(2π decay²), whose integral is 1: what falls beyond the detector's edge is lost.
public struct DiffuseScattering: Sendable {
    /// At every position, the share of the beams' intensity.
    public let share: [Double]
    /// Where the halo has fallen to 1/e.
    public let decay: ReciprocalLength

    public init(share: [Double], decay: ReciprocalLength) {
        self.share = share
        self.decay = decay
    }

    /// What several layers scatter, one behind the other: together 1 - exp(-Σ t/Λ), each in proportion to its t/Λ.
    ///
    /// - Parameter layers: each with its t/Λ at every position, and its halo.
    public static func layers(_ layers: [(depth: [Double], decay: ReciprocalLength)]) -> [DiffuseScattering] {
        layers.map { layer in
            let share = layer.depth.indices.map { position in
                let all = layers.reduce(0) { $0 + $1.depth[position] }
                return all > 0 ? layer.depth[position] / all * (1 - exp(-all)) : 0
            }
            return DiffuseScattering(share: share, decay: layer.decay)
        }
    }
}

extension Scan {
    /// The share of the intensity that is no longer in the beams.
    func scatteredShare(at position: Int) -> Double { diffuse.reduce(0) { $0 + $1.share[position] } }

    /// The beams that reach the detector.
    var transmitted: Beams {
        guard !diffuse.isEmpty else { return beams }
        let rows = (0..<beams.intensity.rows).map { position in
            let kept = 1 - scatteredShare(at: position)
            return beams.intensity.row(position).map { Float(kept * Double($0)) }
        }
        return Beams(ky: beams.ky, kx: beams.kx, intensity: Matrix(rows), labels: beams.labels)
    }
}

extension Detector {
    /// Adds what is scattered diffusely to patterns (position × pixel, incident beam 1). Smooth halos feel no point spread.
    func add(diffuseScatteringOf scan: Scan, to patterns: inout Matrix<Float>) throws {
        let pixels = patterns.columns
        for part in scan.diffuse {
            let halo = halo(decay: part.decay.value)
            try patterns.elements.withUnsafeMutableBufferPointer { buffer in
                nonisolated(unsafe) let patterns = buffer
                try inFixedBlocks(part.share.count) { position in
                    let total = scan.beams.intensity.row(position).reduce(0) { $0 + Double($1) }
                    let scattered = part.share[position] * total
                    guard scattered > 0 else { return }
                    for pixel in 0..<pixels {
                        patterns[position * pixels + pixel] += Float(scattered * halo[pixel])
                    }
                }
            }
        }
    }

    /// The share of a halo that falls on each pixel.
    ///
    /// It is scattered before the projector lenses, so the ellipticity acts on it, at unchanged area.
    private func halo(decay: Double) -> [Double] {
        let norm = pixelSize * pixelSize / (2 * .pi * decay * decay)
        return (0..<rows * columns).map { pixel in
            let k = wavevector(y: Double(pixel / columns), x: Double(pixel % columns))
            return norm * exp(-(k.ky * k.ky + k.kx * k.kx).squareRoot() / decay)
        }
    }
}
