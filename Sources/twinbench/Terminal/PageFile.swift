import FoundationEssentials
import Reporting

/// The page of a record that was just written.
enum PageFile {
    /// - Parameter announce: whether to say where it is and how long it took.
    static func write(in folder: URL, announce: Bool) throws {
        ProgressLine.shared.begin("writing the page")
        let start = ContinuousClock.now
        try Report.write(record: folder.appending(path: "record.json"), to: folder)
        let components = start.duration(to: .now).components
        let seconds = Double(components.seconds) + Double(components.attoseconds) * 1e-18
        ProgressLine.shared.clear()
        if announce { Output.line("page: \(folder.appending(path: "index.html").path), \(Output.seconds(seconds))") }
    }
}
