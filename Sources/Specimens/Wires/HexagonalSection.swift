internal import Glibc
public import Quantities

/// The section of a wire: a regular hexagon with two sides across the beam.
public struct HexagonalSection: Sendable, Equatable {
    /// From vertex to vertex.
    public let diameter: Length

    public init(diameter: Length) { self.diameter = diameter }

    /// The thickness (Å) at a distance from the axis: min(D√3/2, (D/2 - |x|) 2√3), 0 beside the wire.
    ///
    /// - Parameter x: Å.
    public func thickness(across x: Double) -> Double {
        max(0, min(largestThickness, (diameter.value / 2 - abs(x)) * 2 * 3.0.squareRoot()))
    }

    /// Å.
    public var largestThickness: Double { diameter.value * 3.0.squareRoot() / 2 }
}
