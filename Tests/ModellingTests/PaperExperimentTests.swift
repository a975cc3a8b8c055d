import Detection
import FoundationEssentials
import Learning
import Modelling
import Multislice
import Quantities
import Specimens
import Testing

@Suite struct PaperExperimentTests {
    static let metrics = [
        "pattern-angle", "pattern-ncc", "map-rmse", "map-rmse-gain", "pure-offset", "edge-rise", "mid-offset",
        "mid-shift",
        "max-deviation", "boundary-width-ratio", "non-monotonicity", "minima", "deepest-minimum", "pseudo-subtraction",
        "dips", "leakage", "leakage-fit", "shared-ratio", "direct-beam-ratio", "shortfall", "splitting", "scree-rank",
        "scree-gap", "scree-contrast", "amari", "reconstruction-error", "display-difference",
        "negative-values", "closest-patterns", "third-source-mean", "third-source-max", "double-diffraction",
        "edge-lines", "edge-line-rows", "film-split", "pattern-spread", "separating-components", "dark-field-agreement",
    ]

    private func paper() throws -> ExperimentModel {
        try ExperimentModel(file: ModelFilesTests.path("Validation/paper.yaml"))
    }

    private func bicrystal(_ name: String) throws -> LineScanBicrystalModel? {
        let entry = try #require(try paper().datasets.first { $0.name == name })
        if case .lineScanBicrystal(let model) = entry.model { return model }
        return nil
    }

    @Test func everyExperimentDecodes() throws {
        for file in try ModelFilesTests.files(in: "Validation") {
            let experiment = try ExperimentModel(file: ModelFilesTests.path(file))
            try experiment.check(metrics: Self.metrics, builtInMethods: MethodCatalogue.all.map { $0.name })
            for entry in experiment.datasets {
                #expect(
                    try DatasetModel(text: entry.model.resolvedYAML, file: "resolved") == entry.model, "\(entry.name)")
                #expect(!entry.title.isEmpty, "\(entry.name)")
            }
        }
    }

    @Test func noTwoDatasetsOfThePaperAreTheSame() throws {
        let texts = try paper().datasets.map { entry in
            entry.model.resolvedYAML.split(separator: "\n").filter { !$0.hasPrefix("title:") }.joined(separator: "\n")
        }
        #expect(texts.count == 18)
        #expect(Set(texts).count == texts.count)
    }

    @Test func everyClaimFromC1ToC10IsThere() throws {
        #expect(Set(try paper().claims.map(\.id)) == Set((1...10).map { "C\($0)" }))
    }

    @Test func theVariantsDifferAsTheirNamesSay() throws {
        for angle in [0, 10, 20] {
            let half = try bicrystal("bicrystal-\(angle)mrad-28nm")
            let full = try bicrystal("bicrystal-\(angle)mrad")
            #expect((half?.stack.unit.value).map { $0 * 2 } == full?.stack.unit.value)
            #expect(half?.discretization.slicesPerUnit == 5)
            #expect(half?.precession == full?.precession)
            #expect(full?.precession.angle == (try Angle(Double(angle), "mrad")))
            #expect(try bicrystal("bicrystal-\(angle)mrad-15copies")?.pureCopies == 15)
            #expect(try bicrystal("bicrystal-\(angle)mrad-nonrel")?.instrument.interaction == .nonRelativisticMass)
        }
        #expect(try bicrystal("bicrystal-20mrad-background")?.detector.background == (try Fraction(1, "%")))
        #expect(try bicrystal("bicrystal-20mrad-masked")?.detector.directBeam == .mask)
    }

    @Test func monotonicityIsClaimedForEachMethodOfEachCaseWhoseAnswerIsKnown() throws {
        let claims = try paper().claims.filter { $0.id == "C8" }
        let known = ["", "-nonrel", "-15copies"].flatMap { ending in [0, 10, 20].map { "bicrystal-\($0)mrad\(ending)" }
        }
        for name in known + ["bicrystal-10mrad-28nm"] {
            #expect(
                Set(claims.filter { $0.score.dataset == name }.map(\.score.method)) == ["nmf", "fuzzy-c-means"],
                "\(name)")
        }
    }
}
