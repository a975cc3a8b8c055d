public import Arrays
public import Datasets

extension Detector {
    /// Discs and annuli of 0.75, 1.0 and 1.5 times the point spread's width, and the direct beam's disc.
    public var apertures: ReflectionApertures { apertures(discRadius: 0) }

    /// The same around the discs of a convergent beam: all radii grow by the disc's.
    ///
    /// - Parameter discRadius: Å⁻¹.
    public func apertures(discRadius: Double) -> ReflectionApertures {
        // Binning narrows the point spread, but no aperture under two pixels is of use.
        let width = psf.fwhm > 0 ? max(psf.fwhm / Double(binning), min(psf.fwhm, 2)) : 2
        let disc = discRadius / pixelSize
        return ReflectionApertures(
            disc: disc + 0.75 * width, annulusInner: disc + width, annulusOuter: disc + 1.5 * width,
            directBeam: discRadius > 0 ? max(directBeamRadius, disc + width) : directBeamRadius,
            centerY: centerY, centerX: centerX)
    }

    /// The dataset that this detector records of a scan, with its truth.
    ///
    /// A true pattern is the noise-free pattern of its pure position, or the mean of several (`Scan.PurePattern`), with
    /// background, saturation and mask, in counts and not rounded.
    ///
    /// - Parameters:
    ///   - scanStep: distance of two positions, Å.
    ///   - beamEnergy: accelerating voltage, kV.
    ///   - precessionAngle: mrad.
    ///   - reflectionThreshold: a pure crystal's beam above this share of the incident beam is a reflection.
    ///   - discRadius: Å⁻¹, the convergence semi-angle over the wavelength; 0 for a parallel beam.
    ///   - discsAreSampled: the beams are points of discs: each is drawn as one, and a reflection is the disc about a beam
    ///     with a label.
    /// - Returns: the dataset, and the counts per unit intensity.
    /// - Throws: `DetectionError`.
    public func record(
        _ scan: Scan, name: String, seed: Seed, provenance: Provenance, scanStep: Double, beamEnergy: Double,
        precessionAngle: Double, apertures: ReflectionApertures? = nil, reflectionThreshold: Double = 1e-5,
        discRadius: Double = 0, discsAreSampled: Bool = false
    ) throws -> (dataset: Dataset, scale: Double) {
        let beams = scan.transmitted
        var rendered = try render(beams, discRadius: discsAreSampled ? 0 : discRadius)
        let pure = scan.members.indices.map(scan.purePositions)
        let spots = pure.map { rendered.mean(of: $0) }
        try add(diffuseScatteringOf: scan, to: &rendered)
        let apertures = apertures ?? self.apertures(discRadius: discRadius)
        let exposure = try expose(rendered, visited: scan.visited, seed: seed, apertures: apertures)
        let members = scan.members.indices.map { member in
            let pattern = exposure.noiseFree.mean(of: pure[member])
            return EndMember(
                name: scan.members[member], pattern: pattern,
                reflections: scan.reflections(
                    of: member, on: self, apertures: apertures, threshold: reflectionThreshold, spots: spots,
                    pattern: pattern, sampledRadius: discsAreSampled ? discRadius : nil))
        }
        let shape = ObservationShape(
            scanY: scan.shape.scanY, scanX: scan.shape.scanX, detectorY: rows, detectorX: columns)
        func detectorAxis(_ name: String, center: Double) -> Axis {
            Axis(name: name, scale: pixelSize, offset: -center * pixelSize, units: "A^-1")
        }
        let dataset = Dataset(
            name: name,
            observations: InMemoryRows(shape: shape, values: exposure.counts.first(scan.visited)),
            storage: bits == .eight ? .uint8 : .uint16,
            calibration: Calibration(
                scanY: Axis(name: "y", scale: scanStep / 10, offset: 0, units: "nm"),
                scanX: Axis(name: "x", scale: scanStep / 10, offset: 0, units: "nm"),
                detectorY: detectorAxis("ky", center: centerY), detectorX: detectorAxis("kx", center: centerX),
                beamEnergy: beamEnergy, precessionAngle: precessionAngle),
            truth: GroundTruth(
                members: members, abundances: scan.abundances.transposed.first(scan.visited).transposed,
                thickness: Array(scan.thickness.prefix(scan.visited)),
                fields: scan.fields.mapValues { Array($0.prefix(scan.visited)) }, apertures: apertures),
            beams: beams.first(scan.visited).recorded(countsPerIncidentBeam: exposure.scale), provenance: provenance)
        return (dataset, exposure.scale)
    }
}
