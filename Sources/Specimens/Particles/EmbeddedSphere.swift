public import Quantities

/// A sphere of crystal B in the middle of a plate of crystal A.
public struct EmbeddedSphere: Sendable, Equatable {
    public let diameter: Length

    public init(diameter: Length) { self.diameter = diameter }

    /// How much of it (Å) the beam passes at a distance (Å) from its middle.
    public func thickness(at distance: Double) -> Double {
        let radius = diameter.value / 2
        return distance < radius ? 2 * (radius * radius - distance * distance).squareRoot() : 0
    }
}
