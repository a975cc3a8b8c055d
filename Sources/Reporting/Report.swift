import Formats
public import FoundationEssentials
import Records

/// The page of a run: one self-contained HTML file that shows what the record and its files hold.
public enum Report {
    /// Reads a record and the files beside it and writes index.html into `folder`, whole or not at all.
    ///
    /// Datasets and results that cannot be read are left out of the figures, and the page says so.
    ///
    /// - Parameter record: address of record.json; paths inside it are relative to its folder.
    /// - Throws: `ReportError` when the record cannot be read or the page cannot be written.
    public static func write(record url: URL, to folder: URL) throws {
        let page = try html(RecordFolder(record: url).input())
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ReportError.cannotWrite(file: folder.path, reason: "the folder cannot be made")
        }
        do {
            try AtomicFile.write(Array(page.utf8), to: folder.appending(path: "index.html"))
        } catch let error as FormatError {
            throw ReportError.cannotWrite(file: folder.appending(path: "index.html").path, reason: error.description)
        }
    }

    /// The page as text.
    ///
    /// - Throws: what the observations throw when they are read.
    public static func html(_ input: ReportInput) throws -> String {
        try Page(index: RecordIndex(input)).html.text
    }
}
