public import Arrays

/// What a factorisation X ≈ mapsᵀ·patterns found.
public struct Decomposition: MixtureEstimate {
    /// Component × pixel.
    public let patterns: Matrix<Double>
    /// Component × scan position: loadings.
    public let maps: Matrix<Double>
    public let mapScaling: MapScaling
    /// The objective is ½‖X − mapsᵀ·patterns‖².
    public internal(set) var convergence: Convergence
    public let diagnostics: [String: Matrix<Double>]
}
