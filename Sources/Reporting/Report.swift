import Formats
public import FoundationEssentials
public import Records

/// The page of a run: one self-contained HTML file that shows what the record and its files hold.
public enum Report {
    /// Reads a record and the files beside it and writes index.html into `folder`, whole or not at all.
    ///
    /// Datasets and results that cannot be read are left out of the figures, and the page says so.
    ///
    /// - Parameter record: address of record.json; paths inside it are relative to its folder.
    /// - Throws: `RecordError` when the record cannot be read, `ReportError` when the page cannot be written.
    public static func write(record url: URL, to folder: URL) throws {
        let page = try html(RecordFolder(record: url).input())
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ReportError.cannotWrite(file: folder.path, reason: "the folder cannot be made")
        }
        try write(page, to: folder.appending(path: "index.html"))
    }

    /// The page as text.
    ///
    /// - Throws: what the observations throw when they are read.
    public static func html(_ input: ReportInput) throws -> String {
        try Page(index: RecordIndex(input)).html.text
    }

    /// Writes a comparison for continuous integration; nothing when there is no address.
    ///
    /// - Throws: `ReportError`.
    public static func write(junit comparison: ScoreComparison, to url: URL?) throws {
        if let url { try write(comparison.junit, to: url) }
    }

    /// Writes a comparison for a pull request; nothing when there is no address.
    ///
    /// - Throws: `ReportError`.
    public static func write(markdown comparison: ScoreComparison, to url: URL?) throws {
        if let url { try write(comparison.markdown, to: url) }
    }

    static func write(_ text: String, to url: URL) throws {
        do {
            try AtomicFile.write(Array(text.utf8), to: url)
        } catch let error as FormatError {
            throw ReportError.cannotWrite(file: url.path, reason: error.description)
        }
    }
}
