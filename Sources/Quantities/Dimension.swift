/// A physical dimension: the unit used inside the program and the units that people may write.
///
/// Inside, Twinbench computes in Å, Å⁻¹ with |g| = 1/d, eV, radians, Å² and counts (CONVENTIONS.md).
public protocol Dimension: Sendable {
    /// What the quantity is called in a message, such as "length".
    static var name: String { get }
    /// Units that may be written, each with its size in the internal unit; the first is offered in messages.
    static var units: [(symbol: String, scale: Double)] { get }
}

/// Length in Å inside; written in nm, Å, pm or µm.
public enum LengthDimension: Dimension {
    public static let name = "length"
    public static let units: [(symbol: String, scale: Double)] = [
        ("nm", 10), ("Å", 1), ("A", 1), ("pm", 0.01), ("µm", 1e4), ("um", 1e4),
    ]
}

/// Area in Å² inside, for Debye-Waller factors B.
public enum AreaDimension: Dimension {
    public static let name = "area"
    public static let units: [(symbol: String, scale: Double)] = [("Å^2", 1), ("A^2", 1), ("Å²", 1), ("nm^2", 100)]
}

/// Reciprocal length in Å⁻¹ inside, with |g| = 1/d (no 2π).
public enum ReciprocalLengthDimension: Dimension {
    public static let name = "reciprocal length"
    public static let units: [(symbol: String, scale: Double)] = [
        ("nm^-1", 0.1), ("Å^-1", 1), ("A^-1", 1), ("1/nm", 0.1), ("1/Å", 1),
    ]
}

/// Angle in radians inside; written in mrad, deg or rad.
public enum AngleDimension: Dimension {
    public static let name = "angle"
    public static let units: [(symbol: String, scale: Double)] = [("mrad", 1e-3), ("deg", .pi / 180), ("rad", 1)]
}

/// Energy of an electron in eV inside; written as the accelerating voltage in kV, or in keV or eV.
public enum EnergyDimension: Dimension {
    public static let name = "energy"
    public static let units: [(symbol: String, scale: Double)] = [("kV", 1e3), ("keV", 1e3), ("V", 1), ("eV", 1)]
}

/// Length on the detector in pixels.
public enum PixelDimension: Dimension {
    public static let name = "length on the detector"
    public static let units: [(symbol: String, scale: Double)] = [("px", 1.0)]
}

/// A share of a whole, a plain number inside; written in percent.
public enum FractionDimension: Dimension {
    public static let name = "fraction"
    public static let units: [(symbol: String, scale: Double)] = [("%", 0.01)]
}

/// A number of electrons.
public enum ElectronCountDimension: Dimension {
    public static let name = "number of electrons"
    public static let units: [(symbol: String, scale: Double)] = [("electrons", 1), ("electron", 1)]
}

/// Time in seconds inside, for limits on work.
public enum TimeDimension: Dimension {
    public static let name = "time"
    public static let units: [(symbol: String, scale: Double)] = [("s", 1), ("min", 60), ("h", 3600), ("ms", 1e-3)]
}

/// Size of memory or of a file, in bytes inside.
public enum DataSizeDimension: Dimension {
    public static let name = "size"
    public static let units: [(symbol: String, scale: Double)] = [
        ("GB", 1e9), ("MB", 1e6), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("kB", 1e3),
    ]
}

public typealias Length = Quantity<LengthDimension>
public typealias Area = Quantity<AreaDimension>
public typealias ReciprocalLength = Quantity<ReciprocalLengthDimension>
public typealias Angle = Quantity<AngleDimension>
public typealias Energy = Quantity<EnergyDimension>
public typealias PixelLength = Quantity<PixelDimension>
public typealias Fraction = Quantity<FractionDimension>
public typealias ElectronCount = Quantity<ElectronCountDimension>
public typealias TimeSpan = Quantity<TimeDimension>
public typealias DataSize = Quantity<DataSizeDimension>
