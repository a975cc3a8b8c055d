import Formats
import Glibc
import Quantities
import Specimens
import TestSupport
import Testing

@Suite struct BicrystalTests {
    /// Tests/Reference/multislice: fractional x, y, z in a unit of 3.97745 × 1.19925 × 3.74997 nm, and Z.
    @Test(arguments: ["A", "B"])
    func theAtomsAreThoseOfTheIndependentPrototype(crystal: String) throws {
        let bicrystal = try GalliumArsenide.bicrystal()
        let slab = crystal == "A" ? bicrystal.upper : bicrystal.lower
        let box = try Reference.array("multislice/bicrystal_311_atoms.box.npy").values.map { $0 * 10 }
        #expect(abs(slab.cellX - box[0]) < 1e-9)
        #expect(abs(slab.cellY - box[1]) < 1e-9)
        #expect(abs(2 * slab.depth - box[2]) < 1e-9)

        let reference = try Reference.array("multislice/bicrystal_311_atoms.\(crystal).npy")
        let expected = (0..<reference.shape[0]).map { Array(reference.values[$0 * 4..<$0 * 4 + 4]) }
        let found = [0.0, 1.0].flatMap { copy in
            slab.atoms.map { atom -> [Double] in
                let z = atom.position.z + copy * slab.depth
                let number = Double(atom.element.atomicNumber)
                return [atom.position.x / box[0], atom.position.y / box[1], z / box[2], number]
            }
        }
        #expect(found.count == expected.count)
        var unmatched = expected
        for atom in found {
            let match = unmatched.firstIndex { other in
                let isNear = (0..<3).allSatisfy { axis in
                    let shift = atom[axis] - other[axis]
                    return abs(shift - shift.rounded()) < 1e-9
                }
                return isNear && atom[3] == other[3]
            }
            if let match { unmatched.remove(at: match) }
        }
        #expect(unmatched.isEmpty)
    }

    /// Two square crystals that differ along the beam alone: 11 × 4 Å and 10 × 4.41 Å differ by 0.1/44.1.
    @Test func periodsAlongTheBeamAreMadeToMatchWithinTheStrain() throws {
        let tungsten = try #require(Element(symbol: "W"))
        func square(_ depth: Double) throws -> CrystalStructure {
            let right = Double.pi / 2
            let cell = try UnitCell(a: 4, b: 4, c: depth, alpha: right, beta: right, gamma: right)
            return CrystalStructure(name: "W", cell: cell, sites: [.init(element: tungsten, position: .zero)])
        }
        let (a, b) = try (square(4), square(4.41))
        let orientation = try Orientation(of: a.cell, zone: MillerIndices(0, 0, 1), up: MillerIndices(0, 1, 0))
        let relation = try TwinLaw(
            planes: .init(a: MillerIndices(0, 0, 1), b: MillerIndices(0, 0, 1)),
            directions: .init(a: MillerIndices(1, 0, 0), b: MillerIndices(1, 0, 0)))
        func pair(_ strain: Fraction?) throws -> Bicrystal {
            try Bicrystal(of: a, and: b, orientation: orientation, twin: relation, strain: strain)
        }
        let error = #expect(throws: SpecimenError.self) { try pair(nil) }
        let message = try #require(error?.description)
        #expect(message.contains("share no period along lab z"))
        let offer = try #require(message.split(separator: "beam.strain: \"").dropFirst().first?.prefix { $0 != " " })
        let least = try #require(Double(offer))
        #expect(try pair(Fraction(least, "%")).lower.depth != 4.41)

        let found = try pair(Fraction(0.3, "%"))
        #expect(found.upper.depth == 4)
        #expect(abs(10 * found.lower.depth - 11 * found.upper.depth) < 1e-9)
        #expect(found.warnings.count == 1 && found.warnings[0].contains("crystal B is strained by 0.227 %"))
    }

    @Test func everyAtomLiesInsideItsBlock() throws {
        let bicrystal = try GalliumArsenide.bicrystal(zone: MillerIndices(4, 1, 1))
        for slab in [bicrystal.upper, bicrystal.lower] {
            let size: SIMD3<Double> = [slab.cellX, slab.cellY, slab.depth]
            for atom in slab.atoms {
                for axis in 0..<3 { #expect(atom.position[axis] >= 0 && atom.position[axis] < size[axis]) }
            }
        }
    }

    @Test(arguments: [[3, 1, 1], [4, 1, 1], [5, 1, 1], [12, 1, 1]])
    func everyBlockHasTheDensityOfTheCrystal(zone: [Int]) throws {
        let crystal = try GalliumArsenide.crystal()
        let bicrystal = try GalliumArsenide.bicrystal(zone: MillerIndices(zone[0], zone[1], zone[2]))
        for slab in [bicrystal.upper, bicrystal.lower] {
            let volume = slab.cellX * slab.cellY * slab.depth
            let expected = Double(crystal.sites.count) * volume / crystal.cell.volume
            #expect(abs(Double(slab.atoms.count) - expected) < 1e-6)
        }
    }

    @Test(arguments: [[3, 1, 1], [4, 1, 1], [5, 1, 1]])
    func aBlockRepeatsWithoutSeams(zone: [Int]) throws {
        let bicrystal = try GalliumArsenide.bicrystal(zone: MillerIndices(zone[0], zone[1], zone[2]))
        for slab in [bicrystal.upper, bicrystal.lower] {
            // In zinc blende every atom has four neighbours of the other element at a√3/4, also through the block's faces.
            let bond = 5.6533 * 3.0.squareRoot() / 4
            let size: SIMD3<Double> = [slab.cellX, slab.cellY, slab.depth]
            for atom in slab.atoms {
                let neighbours = slab.atoms.filter { other in
                    let difference = other.position - atom.position
                    let distance = length(difference - size * (difference / size).rounded(.toNearestOrEven))
                    return other.element != atom.element && abs(distance - bond) < 1e-6
                }
                #expect(neighbours.count == 4)
            }
        }
    }

    /// The angle of [1 -1 1] and [3 1 1] is arccos(3/√33); 58.5° in the geometry that the prototype used.
    @Test func theBoundaryIsInclinedToTheBeam() throws {
        let bicrystal = try GalliumArsenide.bicrystal()
        #expect(abs(bicrystal.boundaryAngle - acos(3 / 33.0.squareRoot())) < 1e-12)
        #expect(abs(bicrystal.boundaryAngle * 180 / .pi - 58.5) < 0.05)
        #expect(abs(length(bicrystal.boundaryNormal) - 1) < 1e-12)
    }

    /// A boundary on a Ga layer that both crystals share: each of its atoms has four As neighbours, some on either side.
    @Test func theRotationKeepsGalliumArsenideBondsAcrossTheBoundaryAndTheMirrorDoesNot() throws {
        #expect(try bondsAcrossBoundary(mirrored: false) == ["As-Ga"])
        #expect(try bondsAcrossBoundary(mirrored: true) != ["As-Ga"])
    }

    /// The kinds of bond that Ga atoms of the shared (1 -1 1) layer have, with A above it and B below; an atom that has
    /// not four neighbours is named as well.
    private func bondsAcrossBoundary(mirrored: Bool) throws -> Set<String> {
        let crystal = try GalliumArsenide.crystal()
        let a = crystal.cell.a
        let normal = SIMD3<Double>(1, -1, 1) / 3.0.squareRoot()
        let rotation = try GalliumArsenide.twin().placement(of: crystal.cell, on: crystal.cell)
        func turned(_ v: SIMD3<Double>) -> SIMD3<Double> {
            mirrored ? v - 2 * normal * (v * normal).sum() : rotation * v
        }
        var upper: [(Element, SIMD3<Double>)] = []
        var lower: [(Element, SIMD3<Double>)] = []
        for h in -2...2 {
            for k in -2...2 {
                for l in -2...2 {
                    for site in crystal.sites {
                        let position = (site.position + [Double(h), Double(k), Double(l)]) * a
                        if (position * normal).sum() > -1e-6 { upper.append((site.element, position)) }
                        let other = turned(position)
                        if (other * normal).sum() < -1e-6 { lower.append((site.element, other)) }
                    }
                }
            }
        }
        // Atoms of the common layer well inside the cluster: their neighbours below, in crystal B.
        var bonds: Set<String> = []
        var counts: Set<Int> = []
        for (element, position) in upper where abs((position * normal).sum()) < 1e-6 && length(position) < a {
            let near = upper.filter { length($0.1 - position) < 2.6 && $0.1 != position }
            let across = lower.filter { length($0.1 - position) < 2.6 }
            counts.insert(near.count + across.count)
            for other in near + across {
                bonds.insert([element.symbol, other.0.symbol].sorted().joined(separator: "-"))
            }
        }
        return counts == [4] ? bonds : bonds.union(["coordination \(counts.sorted())"])
    }

    @Test func beamsAreNamedInTheAxesOfEachCrystal() throws {
        let bicrystal = try GalliumArsenide.bicrystal()
        // (0 -6 6) of A lies along y, with d = a/√72; the paper has it coincide with a {2 8 2} of B.
        let shared = bicrystal.beamLabel(kx: 0, ky: 72.0.squareRoot() / 5.6533)
        #expect(shared.a == MillerIndices(0, -6, 6))
        let b = try #require(shared.b)
        #expect([abs(b.h), abs(b.k), abs(b.l)].sorted() == [2, 2, 8])
        #expect(shared.description == "A 0 -6 6, B \(b.h) \(b.k) \(b.l)")
        // A third of it, (0 -2 2), belongs to A alone.
        let alone = bicrystal.beamLabel(kx: 0, ky: 8.0.squareRoot() / 5.6533)
        #expect(alone.a == MillerIndices(0, -2, 2))
        #expect(alone.b == nil)
        #expect(bicrystal.beamLabel(kx: 0, ky: 0).description == "A 0 0 0, B 0 0 0")
    }

    @Test func reflectionsThatCentringForbidsHaveNoName() throws {
        let bicrystal = try GalliumArsenide.bicrystal()
        // (0 -1 1) mixes even and odd indices, which a face-centred lattice has not.
        let forbidden = bicrystal.beamLabel(kx: 0, ky: 2.0.squareRoot() / 5.6533)
        #expect(forbidden.a == nil)
        #expect(forbidden.description == "double")
    }

    /// The zero layer's points have the density a²/(4√11) of the crystal projected along [3 1 1], those of the common
    /// cell's grid its area a²√(198·18)/4: one in 198, so 198 in a square of 198 × 198.
    @Test func everyReflectionOfTheZeroLayerIsOnTheGridOfTheCommonCell() throws {
        let bicrystal = try GalliumArsenide.bicrystal()
        var upper: [MillerIndices] = []
        var lower: [MillerIndices] = []
        for i in -99..<99 {
            for j in -99..<99 {
                let label = bicrystal.beamLabel(kx: Double(i) / bicrystal.cellX, ky: Double(j) / bicrystal.cellY)
                if let a = label.a { upper.append(a) }
                if let b = label.b { lower.append(b) }
            }
        }
        #expect(upper.count == 198)
        #expect(lower.count == 198)
        // [3 1 1] of A and [-1 -3 1] of B lie along the beam; a face-centred lattice has hkl all even or all odd.
        #expect(upper.allSatisfy { 3 * $0.h + $0.k + $0.l == 0 })
        #expect(lower.allSatisfy { -$0.h - 3 * $0.k + $0.l == 0 })
        #expect((upper + lower).allSatisfy { Set([$0.h, $0.k, $0.l].map { abs($0) % 2 }).count == 1 })
    }
}
