import Arrays
import FoundationEssentials
import Learning
import TestSupport
import Testing

@Suite struct PreprocessedTests {
    func estimate(_ method: some MixtureMethod, _ rows: InMemoryRows) throws -> any MixtureEstimate {
        try method.estimate(from: rows, seed: Seed(2), progress: .none)
    }

    @Test func doingNothingGivesTheResultOfTheMethod() throws {
        let rows = try ReferenceInput.d10.rows()
        let plain = try estimate(NMF(), rows)
        let wrapped = try estimate(Preprocessed(NMF()), rows)
        #expect(plain.patterns == wrapped.patterns && plain.maps == wrapped.maps)
        #expect(plain.convergence == wrapped.convergence && wrapped.mapScaling == .maximumOne)
    }

    @Test(arguments: [Preprocessed.Scale.root, .log])
    func aScaleIsUndoneInThePatterns(_ scale: Preprocessed.Scale) throws {
        // Two patterns, each many times: centres are the patterns themselves on any scale.
        let x = Matrix<Double>((0..<10).map { $0 < 4 ? [9, 0, 1, 100] : [0, 4, 25, 3] })
        let found = try estimate(Preprocessed(KMeans(), scale: scale), observations(x))
        for pattern in [x.row(0), x.row(9)] {
            #expect((0..<2).contains { s in zip(found.patterns.row(s), pattern).allSatisfy { abs($0 - $1) < 1e-4 } })
        }
    }

    @Test func theMaskIsADiscAboutTheCentre() throws {
        let shape = ObservationShape(scanY: 1, scanX: 3, detectorY: 8, detectorX: 8)
        var values = Matrix<Float>(rows: 3, columns: 64, elements: (0..<192).map { Float(1 + $0 % 7) })
        for row in 0..<3 { values[row, 36] = 1000 }
        let rows = InMemoryRows(shape: shape, values: values)
        let found = try estimate(Preprocessed(TruncatedSVD(components: 1), maskRadius: 1), rows)
        for pixel in 0..<64 {
            let (y, x) = (Double(pixel / 8 - 4), Double(pixel % 8 - 4))
            #expect((found.patterns[0, pixel] == 0) == (x * x + y * y <= 1), "pixel \(pixel)")
        }
        let whole = try estimate(Preprocessed(TruncatedSVD(components: 1), maskRadius: 1, patterns: .reprojected), rows)
        #expect(whole.patterns[0, 36] > 0)
    }

    @Test func theMaskFollowsItsCentre() throws {
        let shape = ObservationShape(scanY: 1, scanX: 3, detectorY: 8, detectorX: 8)
        let values = Matrix<Float>(rows: 3, columns: 64, elements: (0..<192).map { Float(1 + $0 % 7) })
        let rows = InMemoryRows(shape: shape, values: values)
        // Between pixels, as where an even number of them was binned: four pixels lie within 0.8 of it.
        let given = try Preprocessed(TruncatedSVD(components: 1), maskRadius: 0.8, maskCentre: [2.5, 4.5])
        let found = try estimate(given, rows)
        #expect((0..<64).filter { found.patterns[0, $0] == 0 } == [20, 21, 28, 29])
        // The axes' centre is taken where none is given, and inside another one too.
        let plain = try Preprocessed(TruncatedSVD(components: 1), maskRadius: 0.8)
        #expect(try estimate(plain.centred(at: [2.5, 4.5]), rows).patterns == found.patterns)
        #expect(try given.centred(at: [1, 1]).maskCentre == [2.5, 4.5])
        #expect(try estimate(Preprocessed(plain).centred(at: [2.5, 4.5]), rows).patterns == found.patterns)
        #expect(throws: LearningError.self) { try Preprocessed(NMF(), maskRadius: 1, maskCentre: [3]) }
    }

    @Test func weightsOfAnArrayAreThoseOfTheMask() throws {
        let x = try ReferenceInput.a.matrix()
        let rows = InMemoryRows(
            shape: ObservationShape(scanY: 1, scanX: x.rows, detectorY: 64, detectorX: 64), values: x.converted())
        let weights = (0..<4096).map { pixel -> Double in
            let (y, x) = (pixel / 64 - 32, pixel % 64 - 32)
            return x * x + y * y <= 36 ? 0 : 1
        }
        let a = try estimate(Preprocessed(FuzzyCMeans(), maskRadius: 6), rows)
        let b = try estimate(Preprocessed(FuzzyCMeans(), pixelWeights: weights), rows)
        #expect(a.patterns == b.patterns && a.maps == b.maps)
        #expect(throws: LearningError.self) { try estimate(Preprocessed(NMF(), pixelWeights: [1, 2]), rows) }
    }

    @Test func poissonWeightsBringEveryPixelToTheSameNoise() throws {
        // Counts of pixels with means 1 to 400: after weighting, the noise behind one component has the variance 1, so
        // the second singular value approaches √n + √p whatever the means are (Marchenko & Pastur 1967).
        let (n, p) = (400, 100)
        var stream = Seed(3).stream("counts")
        let means = (0..<p).map { 1 + 399 * Double($0) / 99 }
        let x = Matrix<Double>(
            rows: n, columns: p, elements: (0..<n * p).map { Double(stream.poisson(mean: means[$0 % p])) })
        let found = try estimate(Preprocessed(TruncatedSVD(), weighting: .poisson), observations(x))
        let second = try #require(found.diagnostics["singular-values"])[0, 1]
        let edge = Double(n).squareRoot() + Double(p).squareRoot()
        #expect(abs(second / edge - 1) < 0.03)
    }

    @Test func behindTheSingularValuesNMFSeesTheirPartOnly() throws {
        let rows = try ReferenceInput.c.rows()
        let svd = try TruncatedSVD(components: 3).estimate(from: rows, seed: Seed(1), progress: .none)
        var filtered = Matrix.product(svd.maps.transposed, svd.patterns)
        for i in filtered.elements.indices { filtered.elements[i] = max(0, filtered.elements[i]) }
        let method = try NMF(components: 3, maxSweeps: 50)
        let direct = try estimate(method, observations(filtered))
        let found = try estimate(Preprocessed(method, svdRank: 3), rows)
        #expect(difference(found.maps, direct.maps) < 1e-6)
    }

    @Test func reprojectedPatternsAreTheLeastSquaresPatternsOfTheMaps() throws {
        let rows = try ReferenceInput.d0.rows()
        let found = try estimate(Preprocessed(FuzzyCMeans(), scale: .root, patterns: .reprojected), rows)
        // Normal equations: Z(X − ZᵀW) = 0.
        var rest: Matrix<Double> = rows.values.converted()
        let model = Matrix.product(found.maps, found.patterns, transposingFirst: true)
        for i in rest.elements.indices { rest.elements[i] -= model.elements[i] }
        let gradient = Matrix.product(found.maps, rest)
        #expect(gradient.elements.allSatisfy { abs($0) < 1e-9 })
        let positive = try estimate(Preprocessed(NMF(), scale: .root, patterns: .reprojected), rows)
        #expect(positive.patterns.elements.allSatisfy { $0 >= 0 })
    }

    // MARK: The nested method

    @Test func theNestedMethodIsReadWithItsOptions() throws {
        let json = #"{"scale": "root", "mask-radius": 14, "method": {"fuzzy-c-means": {"clusters": 3, "starts": 4}}}"#
        let found = try JSONDecoder().decode(Preprocessed.self, from: Data(json.utf8))
        let inner = try #require(found.method.method as? FuzzyCMeans)
        #expect(found.scale == .root && found.maskRadius == 14 && inner.search.clusters == 3)
        let again = try JSONDecoder().decode(Preprocessed.self, from: JSONEncoder().encode(found))
        #expect(again.maskRadius == 14 && (again.method.method as? FuzzyCMeans)?.search.starts == 4)
        let short = try JSONDecoder().decode(Preprocessed.self, from: Data(#"{"method": "svd"}"#.utf8))
        #expect(short.method.method is TruncatedSVD)
    }

    @Test(arguments: [
        (#"{"method": {"nmf": {"componens": 2}}}"#, "components"), (#"{"method": "nnmf"}"#, "nmf"),
        (#"{"method": {"nmf": {}, "svd": {}}}"#, "one method"),
        (#"{"method": {"nmf": {"components": 0}}}"#, "1 or more"),
    ])
    func mistakesInTheNestedMethodAreRefusedInOneLine(json: String, word: String) throws {
        let error = #expect(throws: (any Error).self) {
            try JSONDecoder().decode(Preprocessed.self, from: Data(json.utf8))
        }
        let text =
            if case .dataCorrupted(let context)? = error as? DecodingError { context.debugDescription } else {
                "\(error as Any)"
            }
        #expect(text.contains(word) && !text.contains("\n"), "\(text)")
    }
}
