import Arrays
import Datasets

extension ObservationShape {
    /// As many rows as hold at most `values` numbers, by default 256 MiB of Float, and at least one: whole scan lines
    /// or whole chunks of four where they fit. It depends on the shape only.
    func rowsPerBlock(values: Int = 64 << 20) -> Int {
        let rows = max(1, values / max(1, columnCount))
        if rows >= scanX { return rows / scanX * scanX }
        return rows >= 4 ? rows / 4 * 4 : rows
    }
}

extension Axis {
    /// An axis without calibration.
    static func pixels(_ name: String) -> Axis { Axis(name: name, scale: 1, offset: 0, units: "px") }
}

extension Calibration {
    /// No calibration at all.
    static var none: Calibration {
        Calibration(
            scanY: .pixels("y"), scanX: .pixels("x"), detectorY: .pixels("ky"), detectorX: .pixels("kx"))
    }
}
