import Glibc
import Quantities
import Specimens
import Testing

@Suite struct TwinLawTests {
    private static let cubic = MillerIndices(1, 1, 1)

    /// In a centrosymmetric crystal the mirror and the half turn about the plane's normal differ by the inversion.
    @Test func aMirrorIsTheInvertedHalfTurnAboutTheNormal() throws {
        let crystal = try CrystalFilesTests.crystal("quartz")
        let plane = MillerIndices(1, 1, 2)
        let mirror = try TwinLaw(mirror: plane).placement(of: crystal.cell, on: crystal.cell)
        let turn = try TwinLaw(axis: .planeNormal(plane), angle: Angle(180, "deg"))
        let rotation = turn.placement(of: crystal.cell, on: crystal.cell)
        for vector: SIMD3<Double> in [[1, 0, 0], [0, 1, 0], [0, 0, 1]] {
            #expect(length(mirror * vector + rotation * vector) < 1e-12)
        }
        // Directions in the plane stay, its normal turns round: [1 -1 0] lies in (1 1 2).
        let inPlane = crystal.cell.cartesian([1, -1, 0])
        #expect(length(mirror * inPlane - inPlane) < 1e-12)
        let normal = crystal.cell.reciprocal([1, 1, 2])
        #expect(length(mirror * normal + normal) < 1e-12)
    }

    /// Both have the same lattices, and for silicon the same atoms but for a shift.
    @Test func theMirrorTwinOfSiliconHasTheCellOfItsRotationTwin() throws {
        let crystal = try CrystalFilesTests.crystal("Si")
        let orientation = try Orientation(of: crystal.cell, zone: MillerIndices(1, -1, 0), up: Self.cubic)
        let mirror = try Bicrystal(of: crystal, orientation: orientation, twin: TwinLaw(mirror: Self.cubic))
        let turn = try TwinLaw(axis: .direction(Self.cubic), angle: Angle(180, "deg"))
        let rotation = try Bicrystal(of: crystal, orientation: orientation, twin: turn)
        #expect(abs(mirror.cellX - rotation.cellX) < 1e-9)
        #expect(abs(mirror.cellY - rotation.cellY) < 1e-9)
        // a√6/2 × a√3, and the boundary stands edge on.
        #expect(abs(mirror.cellX - 5.43102 * 6.0.squareRoot() / 2) < 1e-9)
        #expect(abs(mirror.cellY - 5.43102 * 3.0.squareRoot()) < 1e-9)
        #expect(abs(mirror.boundaryAngle - .pi / 2) < 1e-9)
        #expect(mirror.lower.atoms.count == rotation.lower.atoms.count)
        #expect(mirror.warnings.isEmpty)
    }

    /// (1 1 1) ‖ (1 1 1) with [1 -1 0] ‖ [-1 1 0] is the half turn about [1 1 1].
    @Test func aPairOfPlanesAndDirectionsIsTheRotationItDescribes() throws {
        let cell = try GalliumArsenide.crystal().cell
        let law = try TwinLaw(
            planes: .init(a: Self.cubic, b: Self.cubic),
            directions: .init(a: MillerIndices(1, -1, 0), b: MillerIndices(-1, 1, 0)))
        let turn = try TwinLaw(axis: .direction(Self.cubic), angle: Angle(180, "deg"))
        for vector: SIMD3<Double> in [[1, 0, 0], [0, 1, 0], [0, 0, 1]] {
            let difference = law.placement(of: cell, on: cell) * vector - turn.placement(of: cell, on: cell) * vector
            #expect(length(difference) < 1e-12)
        }
        #expect(length(law.boundaryNormal(in: cell) - turn.boundaryNormal(in: cell)) < 1e-12)
        let error = #expect(throws: SpecimenError.self) {
            try TwinLaw(
                planes: .init(a: Self.cubic, b: Self.cubic),
                directions: .init(a: MillerIndices(1, -1, 0), b: MillerIndices(1, 0, 0)))
        }
        #expect(error?.description.contains("[1 0 0] does not lie in the plane (1 1 1) of crystal B") == true)
    }

    /// SrTiO3 (001) on Si (001), turned by 45°: three edges of 3.905 Å fit a/√2 = 3.840 Å of silicon with 1.66 %.
    @Test func twoCrystalsShareACellWithinTheStrainStated() throws {
        let (silicon, titanate) = (try CrystalFilesTests.crystal("Si"), try CrystalFilesTests.crystal("SrTiO3"))
        let law = try TwinLaw(
            planes: .init(a: MillerIndices(0, 0, 1), b: MillerIndices(0, 0, 1)),
            directions: .init(a: MillerIndices(1, 1, 0), b: MillerIndices(1, 0, 0)))
        let orientation = try Orientation(
            of: silicon.cell, zone: MillerIndices(1, 1, 0), up: MillerIndices(0, 0, 1))
        let error = #expect(throws: SpecimenError.self) {
            try Bicrystal(of: silicon, and: titanate, orientation: orientation, twin: law)
        }
        #expect(
            error?.description.contains("no common cell below 30 nm: the crystals share no period along lab x") == true)
        let bicrystal = try Bicrystal(
            of: silicon, and: titanate, orientation: orientation, twin: law, strain: Fraction(2, "%"))
        let half = 5.43102 / 2.0.squareRoot()
        #expect(abs(bicrystal.cellX - half) < 1e-9)
        #expect(abs(bicrystal.cellY - 5 * 5.43102) < 1e-9)
        #expect(abs(bicrystal.upper.depth - half) < 1e-9)
        #expect(abs(bicrystal.lower.depth - half) < 1e-9)
        // A is as it was; B has seven cells where it needs them, and lost 1 - a/(√2 · 3.905) along x and along the beam.
        #expect(bicrystal.upper.atoms.count == 5 * 4)
        #expect(bicrystal.lower.atoms.count == 7 * 5)
        #expect(bicrystal.warnings.count == 1)
        let strain = ((1 - half / 3.905) * 1e4).rounded() / 100
        #expect(bicrystal.warnings[0].contains("crystal B is strained by \(strain) %"))
        // Beams of B keep their names: 1 0 0 of the titanate lies along silicon's [1 -1 0].
        #expect(bicrystal.beamLabel(kx: 1 / half, ky: 0).b != nil)
    }

    /// A twist of 37.3° has no exact cell; what the message offers makes one.
    @Test func theStrainThatIsOfferedMakesACommonCell() throws {
        let crystal = try GalliumArsenide.crystal()
        let orientation = try Orientation(of: crystal.cell, zone: MillerIndices(0, 0, 1), up: MillerIndices(0, 1, 0))
        let twist = try TwinLaw(axis: .direction(MillerIndices(0, 0, 1)), angle: Angle(37.3, "deg"))
        let error = #expect(throws: SpecimenError.self) {
            try Bicrystal(of: crystal, orientation: orientation, twin: twist)
        }
        let message = try #require(error?.description)
        let offers = message.split(separator: "\"").filter { $0.hasSuffix(" %") }.compactMap { Double($0.dropLast(2)) }
        #expect(!offers.isEmpty)
        for offer in offers {
            let bicrystal = try Bicrystal(
                of: crystal, orientation: orientation, twin: twist, strain: Fraction(offer, "%"))
            #expect(!bicrystal.warnings.isEmpty)
            // The density changes by the strain at most.
            let volume = bicrystal.lower.cellX * bicrystal.lower.cellY * bicrystal.lower.depth
            let density = Double(bicrystal.lower.atoms.count) / volume
            #expect(abs(density / (8 / crystal.cell.volume) - 1) < 0.031 * offer)
        }
    }

    /// The angle of [3 1 1] and the normal of (1 -1 1) is arccos(3/√33), of (1 1 2) arccos(6/√66).
    @Test func theBoundaryMayBeAnotherPlane() throws {
        let crystal = try GalliumArsenide.crystal()
        let orientation = try Orientation(of: crystal.cell, zone: MillerIndices(3, 1, 1), up: GalliumArsenide.up)
        let bicrystal = try Bicrystal(
            of: crystal, orientation: orientation, twin: GalliumArsenide.twin(), boundary: MillerIndices(1, 1, 2))
        #expect(abs(bicrystal.boundaryAngle - acos(6 / 66.0.squareRoot())) < 1e-12)
        #expect(throws: SpecimenError.zeroDirection(key: "boundary.normal")) {
            try Bicrystal(
                of: crystal, orientation: orientation, twin: GalliumArsenide.twin(), boundary: MillerIndices(0, 0, 0))
        }
    }

    /// International Tables: [1 0 -1 0] is [2 1 0], [1 1 -2 0] is [1 1 0], [0 0 0 1] is [0 0 1]; a plane drops its third index.
    @Test func fourIndicesBecomeThree() {
        #expect(MillerIndices(direction: [1, 0, -1, 0]) == MillerIndices(2, 1, 0))
        #expect(MillerIndices(direction: [1, 1, -2, 0]) == MillerIndices(1, 1, 0))
        #expect(MillerIndices(direction: [0, 0, 0, 1]) == MillerIndices(0, 0, 1))
        #expect(MillerIndices(direction: [1, 1, -2, 3]) == MillerIndices(1, 1, 1))
        #expect(MillerIndices(plane: [1, 0, -1, 2]) == MillerIndices(1, 0, 2))
        #expect(MillerIndices(direction: [1, 0, 0, 0]) == nil)
        #expect(MillerIndices(plane: [1, 0, 1, 2]) == nil)
    }

    /// Low symmetry: no [uvw] is across this zone, and a projected one stands across it.
    @Test func anInexactUpIsProjectedWhereThatIsAsked() throws {
        let cell = try UnitCell(a: 5.1, b: 6.3, c: 7.7, alpha: 1.4, beta: 1.75, gamma: 1.95)
        let (zone, up) = (MillerIndices(1, 1, 2), MillerIndices(1, 0, 0))
        let error = #expect(throws: SpecimenError.self) { try Orientation(of: cell, zone: zone, up: up) }
        #expect(error?.description.contains("no [uvw] is; give beam.strain") == true)
        let orientation = try Orientation(of: cell, beam: .zone(zone), up: up, projectsUp: true)
        let beam = cell.cartesian([1, 1, 2])
        #expect(abs((orientation.y * beam).sum()) < 1e-12)
        #expect(abs((orientation.x * cell.cartesian([1, 0, 0])).sum()) < 1e-12)
        // The normal of (1 1 2) is across [1 -1 0].
        let flat = try Orientation(of: cell, beam: .planeNormal(zone), up: MillerIndices(1, -1, 0))
        #expect(length(flat.z - cell.reciprocal([1, 1, 2]) / length(cell.reciprocal([1, 1, 2]))) < 1e-12)
    }
}
