import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// Numbers that no simulation gives are refused, when they are written and when they are read.
struct PhysicalBoundsTests {
    /// Beams of two positions.
    private func beams(_ intensities: [Float]) -> Beams {
        Beams(
            ky: [0, 0.1], kx: [0, 0], intensity: Matrix(rows: 2, columns: 2, elements: intensities), labels: ["", ""])
    }

    @Test func `beams of up to the incident beam are taken`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "beams.h5")
            for intensities: [Float] in [[0, 0, 1, 0], [0.5, 0.5, 0.25, 0.1]] {
                try BeamFile.write(beams(intensities), total: [1, 1], to: url)
                #expect(try BeamFile.read(url).beams.intensity.elements == intensities)
            }
        }
    }

    @Test(arguments: [
        ([0.6, 0.5, 0, 0] as [Float], "sums to 1.1", "position 0"), ([0, 1, 0, -0.1], "-0.1", "position 1"),
        ([0, 1, .nan, 0], "nan", "position 1"), ([.infinity, 0, 0, 0], "inf", "position 0"),
    ])
    func `beams of more than the incident beam, of less than nothing or of no number are refused`(
        _ intensities: [Float], _ problem: String, _ place: String
    ) throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "beams.h5")
            try BeamFile.write(beams(intensities), total: [1, 1], to: url)
            let line = try message { _ = try BeamFile.read(url) }
            for part in ["beams.h5: /Beams/intensity", problem, place] { #expect(line.contains(part), "\(line)") }
        }
    }

    @Test(arguments: [(1.5, "1.5"), (-0.01, "-0.01"), (Double.nan, "nan"), (0.9, "sum to 1.43")])
    func `abundances that are no shares are refused`(_ share: Double, _ problem: String) throws {
        let good = exampleDataset()
        let truth = try #require(good.truth)
        var abundances = truth.abundances
        // Position 7 of 15: 7/15 of A, the rest of B.
        abundances[0, 7] = share
        let changed = GroundTruth(
            members: truth.members, abundances: abundances, thickness: truth.thickness, fields: truth.fields,
            apertures: truth.apertures)
        let bad = Dataset(
            name: good.name, observations: good.observations, storage: good.storage, calibration: good.calibration,
            truth: changed, beams: good.beams, provenance: good.provenance)
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.hspy")
            let written = try message { try DatasetFile.write(bad, to: url) }
            #expect(try names(in: folder) == [])
            // The same change in a file that was written whole.
            try DatasetFile.write(good, to: url)
            var bytes = try Data(contentsOf: url)
            func littleEndian(_ value: Double) -> [UInt8] {
                (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
            }
            let place = try #require(bytes.firstRange(of: littleEndian(truth.abundances[0, 7])))
            bytes.replaceSubrange(place, with: littleEndian(share))
            try bytes.write(to: url)
            let read = try message { _ = try DatasetFile.read(url) }
            for line in [written, read] {
                for part in ["a.hspy: /Truth/abundances", problem, "position 7"] {
                    #expect(line.contains(part), "\(line)")
                }
            }
        }
    }

    @Test func `truths that are not finite are refused`() throws {
        let good = exampleDataset()
        let truth = try #require(good.truth)
        let reflection = Reflection(y: .nan, x: 0, intensity: 1, kind: .unique, label: "")
        var pattern = truth.members[0].pattern
        pattern[3] = .infinity
        func changed(_ member: EndMember, _ thickness: [Double]?) -> Dataset {
            Dataset(
                name: good.name, observations: good.observations, storage: good.storage, calibration: good.calibration,
                truth: GroundTruth(
                    members: [member, truth.members[1]], abundances: truth.abundances, thickness: thickness,
                    apertures: truth.apertures), beams: nil, provenance: good.provenance)
        }
        let member = truth.members[0]
        let cases = [
            (
                EndMember(name: "A", pattern: pattern, reflections: member.reflections), truth.thickness,
                "endmembers (A)"
            ),
            (
                EndMember(name: "A", pattern: member.pattern, reflections: [reflection]), truth.thickness,
                "endmembers (A)"
            ),
            (member, truth.thickness.map { $0.map { _ in Double.nan } }, "thickness"),
        ]
        try withTemporaryFolder { folder in
            for (member, thickness, key) in cases {
                let line = try message {
                    try DatasetFile.write(changed(member, thickness), to: folder.appending(path: "a.hspy"))
                }
                #expect(line.contains(key) && line.contains("not finite"), "\(line)")
            }
        }
    }
}
