import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// Learn from distorted patterns, then correct what was learned: held against learning without any distortion.
@Suite struct UndistortTests {
    private static let bent = [
        "--set", "detector.ellipticity={stretch: 6 %, axis: 30 deg}", "--set", "detector.rotation=3 deg",
    ]
    private static let known = ["--stretch", "6 %", "--axis", "30 deg", "--rotation", "3 deg"]

    /// straight.hspy and bent.hspy with straight.h5 and bent.h5, on 128 pixels.
    private func prepare(_ program: Program) throws {
        let common = [
            "-o", "straight.hspy", "--set", "detector.pixels=[128, 128]", "--set", "detector.half-width=9 nm^-1",
        ]
        #expect(try program.run(["simulate", "bicrystal.yaml"] + common).status == 0)
        let other = common.map { $0 == "straight.hspy" ? "bent.hspy" : $0 }
        #expect(try program.run(["simulate", "bicrystal.yaml"] + other + Self.bent).status == 0)
        for name in ["straight", "bent"] {
            #expect(try program.run("learn", "\(name).hspy", "--method", "nmf", "-o", "\(name).h5").status == 0)
        }
    }

    private func result(_ program: Program, _ name: String) throws -> StoredEstimate {
        try ResultFile.read(program.folder.appending(path: name))
    }

    private func correlation(_ a: some Sequence<Float>, _ b: some Sequence<Float>) -> Double {
        let (a, b) = (a.map(Double.init), b.map(Double.init))
        let (meanA, meanB) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
        let (da, db) = (a.map { $0 - meanA }, b.map { $0 - meanB })
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        return product(da, db) / (product(da, da) * product(db, db)).squareRoot()
    }

    @Test func correctedPatternsAreThoseLearnedWithoutDistortion() throws {
        try withProgram { program in
            try prepare(program)
            #expect(try program.run(["undistort", "bent.h5", "-o", "corrected.h5"] + Self.known).status == 0)
            #expect(try program.run("undistort", "bent.h5", "-o", "by-model.h5", "--model", "bent.hspy").status == 0)
            #expect(try program.bytes(of: "corrected.h5") == program.bytes(of: "by-model.h5"))
            let (straight, bent, corrected) = (
                try result(program, "straight.h5"), try result(program, "bent.h5"), try result(program, "corrected.h5")
            )
            #expect(corrected.maps == bent.maps && corrected.objective == bent.objective)
            for source in 0..<2 {
                func best(_ estimate: StoredEstimate) -> Double {
                    (0..<2).map { correlation(straight.patterns.row(source), estimate.patterns.row($0)) }.max() ?? 0
                }
                #expect(best(corrected) > 0.999 && 1 - best(corrected) < 0.25 * (1 - best(bent)))
            }
            #expect(try program.run("info", "corrected.h5").output.contains("corrected for stretch 6 % along 30 deg"))
            let warned = try program.run("evaluate", "corrected.h5", "--truth", "bent.hspy")
            #expect(warned.errors.contains("warning: the patterns were corrected for stretch 6 %"))
            #expect(try program.run("evaluate", "corrected.h5", "--truth", "straight.hspy").errors == "")
        }
    }

    @Test func noDistortionLeavesEveryNumberAsItIs() throws {
        try withProgram { program in
            try prepare(program)
            let nothing = ["--stretch", "0 %", "--axis", "20 deg", "--rotation", "0 deg"]
            #expect(try program.run(["undistort", "bent.h5", "-o", "same.h5"] + nothing).status == 0)
            let (bent, same) = (try result(program, "bent.h5"), try result(program, "same.h5"))
            #expect(same.patterns == bent.patterns && same.maps == bent.maps)
        }
    }

    /// The truth says where spots are with and without the distortion.
    @Test func theDistortionIsFoundFromSpots() throws {
        try withProgram { program in
            try prepare(program)
            func spots(_ name: String) throws -> [String: Reflection] {
                let truth = try #require(try DatasetFile.read(program.folder.appending(path: name)).truth)
                let all = truth.members[0].reflections.filter { !$0.label.isEmpty }
                return Dictionary(grouping: all, by: \.label).filter { $0.value.count == 1 }.mapValues { $0[0] }
            }
            let (known, measured) = (try spots("straight.hspy"), try spots("bent.hspy"))
            let lines = measured.compactMap { label, spot in
                known[label].map { "\(spot.x), \(spot.y), \($0.x - 64), \($0.y - 64)" }
            }
            try #require(lines.count > 4)
            try program.write("x, y, kx, ky\n" + lines.joined(separator: "\n"), to: "spots.csv")
            let outcome = try program.run("undistort", "bent.h5", "--dry-run", "--spots", "spots.csv", "--json")
            struct Summary: Decodable { let stretch, axis, rotation: Double }
            let found = try JSONDecoder().decode(Summary.self, from: Data(outcome.output.utf8))
            #expect(abs(found.stretch - 6) < 0.002 && abs(found.axis - 30) < 0.002 && abs(found.rotation - 3) < 0.002)
            #expect(!program.exists("corrected.h5"))
        }
    }

    @Test(arguments: [
        (["--spots", "line.txt"], "line.txt"), (["--spots", "words.txt"], "line 2"),
        (["--spots", "none.txt"], "no such file"),
        (["--stretch", "5", "--axis", "1 deg"], "no unit"), (["--stretch", "5 %"], "belong together"),
        (["--stretch", "101 %", "--axis", "1 deg"], "0 to 100 %"), ([], "no distortion is said"),
        (["--rotation", "1 deg", "--spots", "line.txt"], "said twice"),
        (["--model", "straight.hspy"], "says no distortion"),
        (["--model", "line.txt"], "is no model"), (["--rotation", "1 deg", "--centre", "4"], "--centre"),
        (["--rotatoin", "1 deg"], "did you mean --rotation?"),
    ])
    func whatCannotBeIsOneLineAndNothingIsWritten(options: [String], part: String) throws {
        try withProgram { program in
            #expect(try program.run("simulate", "arrays.yaml", "-o", "straight.hspy").status == 0)
            #expect(try program.run("learn", "straight.hspy", "--method", "nmf", "-o", "bent.h5").status == 0)
            try program.write("10 32\n20 32\n50 32\n", to: "line.txt")
            try program.write("1 2\n3 four\n", to: "words.txt")
            let before = program.listing()
            let outcome = try program.run(["undistort", "bent.h5", "-o", "out.h5"] + options)
            #expect(outcome.status == 2 && outcome.output.isEmpty)
            #expect(outcome.errors.contains(part) && outcome.errors.dropLast().allSatisfy { !$0.isNewline })
            #expect(program.listing() == before)
        }
    }

    /// align, learn, undistort, scree: as Martineau et al. (2019) treat their data.
    @Test func anExperimentCorrectsThePatternsOfMeasuredDataAfterTheLearning() throws {
        try withProgram { program in
            try prepare(program)
            #expect(try program.run("convert", "bent.hspy", "measured.hspy", "--blind").status == 0)
            func experiment(_ keys: String) -> String {
                """
                question: q
                datasets: [{file: measured.hspy, align: true\(keys)}]
                methods: [{nmf: {components: 2}}, {svd: {components: 4}}]
                """
            }
            try program.write(experiment(""), to: "plain.yaml")
            try program.write(
                experiment(", rotation: 3 deg, ellipticity: {stretch: 6 %, axis: 30 deg}"), to: "corrected.yaml")
            for name in ["plain", "corrected"] {
                let outcome = try program.run("validate", "\(name).yaml", "--report", name)
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            let file = "results/measured--nmf.h5"
            let (plain, corrected) = (try result(program, "plain/\(file)"), try result(program, "corrected/\(file)"))
            #expect(plain.correction == nil && corrected.correction?.contains("stretch 6 %") == true)
            #expect(corrected.maps == plain.maps && corrected.patterns != plain.patterns)
            let records = try ["plain", "corrected"].map { try JSONTree(program.bytes(of: "\($0)/record.json")) }
            // Scores belong to the patterns as learned.
            #expect(records[0].scores == records[1].scores && records[0].scores != nil)
            let page = String(decoding: try program.bytes(of: "corrected/index.html"), as: UTF8.self)
            #expect(page.contains("corrected for stretch 6 % along 30 deg"))
        }
    }
}

extension JSONTree {
    /// The scores of every trial of a record, without the seconds beside them.
    fileprivate var scores: [JSONTree?]? {
        guard case .object(let record) = self, case .array(let trials)? = record["trials"] else { return nil }
        return trials.map { trial in
            guard case .object(let trial) = trial else { return nil }
            return trial["scores"]
        }
    }
}
