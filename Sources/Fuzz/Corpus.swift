import Arrays
import Datasets
import Formats
import FoundationEssentials
import Harness
import Records

/// Sound files of every kind, made by the program itself or taken from the checkout, in a folder with one for each kind.
struct Corpus {
    /// What the checkpoint's blocks belong to.
    static let digest = "0123456789abcdef"
    /// The file of transform plans on this machine.
    static let plans = Plans.file("single", in: URL(filePath: "/")).lastPathComponent
    /// Of the observations that the outside method's output belongs to.
    static let shape = ObservationShape(scanY: 1, scanX: 9, detectorY: 16, detectorX: 16)

    let folder: URL
    private let checkout: URL
    var checkoutPath: String { checkout.path }
    private let work: URL
    private let workbench: Workbench

    /// Makes the files in `folder`, which is emptied first.
    init(in folder: URL, checkout: URL) throws {
        self.folder = folder
        self.checkout = checkout
        try? FileManager.default.removeItem(at: folder)
        work = folder.appending(path: "work")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        workbench = Workbench(
            cache: StageCache(root: work.appending(path: "cache"), warn: { _ in }), reporter: .silent)
        try makeDatasets()
        try takeText()
        try makeRecords()
    }

    private func makeDatasets() throws {
        try write(Array(Self.arrays.utf8), "work", "arrays.yaml")
        try write(Array(bicrystal.utf8), "work", "bicrystal.yaml")
        for name in ["arrays", "bicrystal"] {
            _ = try workbench.simulate(
                model: file("work", "\(name).yaml").path, settings: [], output: file("work", "\(name).hspy"),
                resume: false)
            try copy("work/\(name).hspy", as: "hspy", "\(name).hspy")
            try copy("work/\(name).hspy", as: "emd", "\(name).h5")
        }
        let arrays = file("work", "arrays.hspy")
        let plain = Workbench.Conversion(isBlind: true)
        for (kind, name) in [("hspy", "plain.hspy"), ("blo", "scan.blo"), ("npy", "scan.npy")] {
            try makeFolder(kind)
            _ = try workbench.convert(arrays, to: file(kind, name), plain)
        }
        try makeFolder("axes")
        try FileManager.default.moveItem(at: file("npy", "scan.npy.json"), to: file("axes", "scan.npy.json"))
        let (patterns, maps) = (2 * Self.shape.columnCount, 2 * Self.shape.rowCount)
        try makeFolder("patterns")
        try NumPyArray.write(
            (0..<patterns).map { Float($0) }, shape: [2, Self.shape.columnCount], to: file("patterns", "a.npy"))
        try NumPyArray.write(
            (0..<patterns).map { UInt16($0) }, shape: [2, 16, 16], to: file("patterns", "b.npy"))
        try makeFolder("maps")
        try NumPyArray.write((0..<maps).map { Double($0) }, shape: [2, 9], to: file("maps", "a.npy"))
        try makeFolder("result")
        for (name, method) in [("a.h5", "nmf"), ("b.h5", "fuzzy-c-means")] {
            _ = try workbench.learn(from: arrays, method: method, settings: [], seed: 1, output: file("result", name))
        }
        try makeFolder("virtual")
        _ = try workbench.virtualImages(arrays, .init(), to: file("virtual", "a.h5"))
        for (index, beams) in Self.files(below: file("work", "cache/beams")).enumerated() {
            guard beams.pathExtension.isEmpty else { continue }
            try write([UInt8](Data(contentsOf: beams)), "beams", "\(index).h5")
        }
        for beside in [
            "blo/test2.blo", "mib/u08.mib", "mib/u16.mib", "mib/u32-quad.mib", "emd/py4DSTEM_size2x3x4x5.h5",
        ] {
            let name = String(beside.split(separator: "/")[1])
            try take("Tests/Reference/files/\(name)", as: String(beside.prefix { $0 != "/" }))
        }
        try take("Tests/Reference/files/hyperspy.hspy", as: "hspy")
        try take("Tests/Reference/formats/sample.hspy", as: "hspy")
        let checkpoint = try Checkpoint(beside: file("work", "a.hspy"), digest: Self.digest, resume: false)
        try checkpoint.save((0..<64).map { Double($0) / 3 }, block: 0)
        try copy("work/a.hspy.partial/block-0", as: "checkpoint", "block-0")
        try copy("work/a.hspy.partial/\(Self.plans)", as: "plans", "plans")
    }

    private func takeText() throws {
        for (kind, folder, ending) in [
            ("cif", "Models/crystals", "cif"), ("model", "Models/datasets", "yaml"),
            ("experiment", "Validation", "yaml"), ("method", "Models/methods", "yaml"),
            ("method", "Validation/methods", "yaml"),
        ] {
            for url in Self.files(below: checkout.appending(path: folder)) where url.pathExtension == ending {
                // A hundred datasets take their time, and show nothing that a few do not.
                if kind == "experiment", url.lastPathComponent.hasPrefix("precession") { continue }
                guard url.deletingLastPathComponent().lastPathComponent == folder.split(separator: "/").last ?? ""
                else {
                    continue
                }
                try write([UInt8](Data(contentsOf: url)), kind, url.lastPathComponent)
            }
        }
        try take("Validation/precession-rule.json", as: "rule")
        for (kind, name, text) in Self.texts { try write(Array(text.utf8), kind, name) }
    }

    /// Records of small experiments, without the clock that would make them others each time, and with few scores.
    private func makeRecords() throws {
        for (name, text) in Self.experiments {
            try write(Array(text.utf8), "work", "\(name).yaml")
            let folder = file("work", name)
            var record = try workbench.validate(
                file("work", "\(name).yaml").path, into: folder, command: "twinbench validate \(name).yaml")
            record.machine.seconds = ["simulate": 1, "learn": 2, "evaluate": 3]
            record.machine.started = "2026-01-01T00:00:00Z"
            for index in record.datasets.indices { record.datasets[index].seconds = 1 }
            for index in record.trials.indices { record.trials[index].seconds = 1 }
            let few = Set(record.trials.flatMap { $0.scores.prefix(3).map(\.metric) } + ["max-deviation", "map-rmse"])
            record.metrics = record.metrics.filter { few.contains($0.name) }
            for index in record.trials.indices {
                record.trials[index].scores = record.trials[index].scores.filter { few.contains($0.metric) }
            }
            try makeFolder("record")
            try RecordFile.write(record, to: file("record", "\(name).json"))
            guard name == "trials" else { continue }
            let baseline = Baseline(record, tolerances: Tolerance.standard(for: record))
            try write(Array(try baseline.json.utf8), "baseline", "trials.json")
        }
    }

    // MARK: Files

    func file(_ kind: String, _ name: String) -> URL { folder.appending(path: kind).appending(path: name) }

    private func makeFolder(_ kind: String) throws {
        try FileManager.default.createDirectory(at: folder.appending(path: kind), withIntermediateDirectories: true)
    }

    private func write(_ bytes: [UInt8], _ kind: String, _ name: String) throws {
        try makeFolder(kind)
        try AtomicFile.write(bytes, to: file(kind, name))
    }

    private func take(_ path: String, as kind: String) throws {
        let url = checkout.appending(path: path)
        try write([UInt8](Data(contentsOf: url)), kind, url.lastPathComponent)
    }

    private func copy(_ path: String, as kind: String, _ name: String) throws {
        try write([UInt8](Data(contentsOf: folder.appending(path: path))), kind, name)
    }

    /// The files below a folder, in the order of their paths.
    static func files(below folder: URL) -> [URL] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }.filter { url in
            let kind = try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
            return kind == .typeRegular
        }
    }
}
