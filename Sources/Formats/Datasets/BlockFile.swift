import Arrays
import Datasets
import FoundationEssentials

/// .blo, the block file of NanoMegas' ASTAR: square patterns of 8 bits. `BlockFileHeader` has the layout.
///
/// Reading obeys the stored place of the patterns (real files: 4108, 4112). The detector is calibrated from the nominal
/// camera length where the file has one and a beam energy: k = x / (L λ), the direct beam on pixel n/2.
enum BlockFile {
    static func read(_ url: URL) throws -> Dataset {
        let file = try FlatFile(url)
        let header = try BlockFileHeader(file)
        let side = header.patternSize
        var scan = ScanShape(y: header.scanY, x: header.scanX)
        var warnings: [String] = []
        // An interrupted scan: its complete lines are there.
        let present = (file.size - header.patternsOffset) / header.frameLength
        if present < scan.y * scan.x {
            guard present >= scan.x else {
                // Lengths of 16 bits each, and yet more bytes than can be counted.
                let (claimed, overflow) = header.frameLength.multipliedReportingOverflow(by: scan.y * scan.x)
                throw FormatError.truncated(
                    file: file.file,
                    expected: overflow ? .max : claimed.addingReportingOverflow(header.patternsOffset).partialValue,
                    found: file.size)
            }
            warnings.append(
                "the scan ends early: \(present / scan.x) of \(scan.y) lines are complete, the rest is left out")
            scan = ScanShape(y: present / scan.x, x: scan.x)
        }
        let calibration = header.calibration
        if calibration.detectorX.units == "A^-1" {
            warnings.append(
                "the detector is calibrated from the nominal camera length of \(Double(header.cameraLength) / 10) mm")
        }
        let rows = FrameRows(
            file, shape: ObservationShape(scanY: scan.y, scanX: scan.x, detectorY: side, detectorX: side),
            layout: .init(start: header.patternsOffset, header: BlockFileHeader.frameMark, number: .uint8))
        return Dataset(
            name: url.deletingPathExtension().lastPathComponent, observations: rows, storage: .uint8,
            calibration: calibration, truth: nil, beams: nil, provenance: Provenance(measured: warnings))
    }

    /// Writes `dataset` scaled to 8 bits: by 1 when every value is a whole number up to 255, else so that the largest
    /// becomes 255; what is below 0 becomes 0. It goes through the observations twice.
    ///
    /// - Returns: the scale, what rounding cost, and what else is not kept.
    static func write(_ dataset: Dataset, to url: URL, progress: Progress) throws -> WritingLoss {
        let shape = dataset.shape
        func refuse(_ reason: String) -> FormatError { .cannotWrite(file: url.path, reason: reason) }
        guard shape.detectorY == shape.detectorX else {
            throw refuse(
                ".blo holds square patterns only, and these have \(shape.detectorY) × \(shape.detectorX) pixels; "
                    + "crop or pad them to a square, or write .hspy")
        }
        guard max(shape.detectorX, shape.scanX, shape.scanY) <= Int(UInt16.max),
            shape.rowCount <= Int(UInt32.max) - 8192
        else { throw refuse("a scan of \(shape.sizes) is more than .blo can number; write .hspy") }
        let parts = ObservationParts(shape: shape, file: url.path)
        let what = "writing \(url.lastPathComponent)"
        var survey = BlockFileSurvey(shape)
        try parts.forEach(of: dataset.observations, progress: progress, what, share: 0...0.4) { part in
            guard survey.add(part) else {
                throw refuse("pattern \(part.firstRow) or one after it holds NaN or infinity; mask these pixels first")
            }
        }
        let (header, notes) = BlockFileHeader.describing(dataset, scale: survey.scale)
        var worst: Float = 0
        try AtomicFile.write(to: url) { temporary in
            let output = try OutputFile(temporary, named: url.path)
            try output.write(header.bytes)
            try output.write(survey.brightField)
            try output.write([UInt8](repeating: 0, count: header.patternsOffset - header.imageOffset - shape.rowCount))
            try parts.forEach(of: dataset.observations, progress: progress, what, share: 0.4...1) { part in
                try output.write(survey.frames(part, worst: &worst))
            }
            try output.close()
        }
        return WritingLoss(
            notes: survey.notes(worst: worst) + notes, scale: Double(survey.scale), largestRoundingError: Double(worst))
    }
}
