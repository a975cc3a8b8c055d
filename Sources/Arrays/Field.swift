public import ComplexModule

/// What the axes of a field mean.
public protocol Space: Sendable {}

/// Values at positions in the specimen's plane.
public enum RealSpace: Space {}

/// Values at spatial frequencies, in the order of the discrete Fourier transform: zero first.
public enum ReciprocalSpace: Space {}

/// A complex function on a rectangular grid. The space is in the type: only a Fourier transform changes it.
///
/// Axis 0 is x (`sizeX` points), axis 1 is y (`sizeY` points, contiguous).
public struct Field<S: Space, Scalar: FourierScalar>: Sendable, Equatable {
    public let sizeX: Int
    public let sizeY: Int
    public var elements: [Complex<Scalar>]

    /// - Precondition: `elements.count == sizeX * sizeY`.
    public init(sizeX: Int, sizeY: Int, elements: [Complex<Scalar>]) {
        precondition(elements.count == sizeX * sizeY, "a \(sizeX) × \(sizeY) field needs as many elements")
        self.sizeX = sizeX
        self.sizeY = sizeY
        self.elements = elements
    }

    public init(sizeX: Int, sizeY: Int, repeating value: Complex<Scalar> = .zero) {
        self.init(sizeX: sizeX, sizeY: sizeY, elements: Array(repeating: value, count: sizeX * sizeY))
    }

    public subscript(x: Int, y: Int) -> Complex<Scalar> {
        get { elements[x * sizeY + y] }
        set { elements[x * sizeY + y] = newValue }
    }
}

extension Field where S == RealSpace {
    /// The discrete Fourier transform Σ f exp(-2πi(ux/Nx + vy/Ny)), not normalised.
    public func fourierTransformed() throws(FourierError) -> Field<ReciprocalSpace, Scalar> {
        Field<ReciprocalSpace, Scalar>(
            sizeX: sizeX, sizeY: sizeY,
            elements: try transformed(elements, sizeX: sizeX, sizeY: sizeY, direction: .forward, scale: 1))
    }
}

extension Field where S == ReciprocalSpace {
    /// The inverse transform (1/NxNy) Σ F exp(+2πi(ux/Nx + vy/Ny)).
    public func inverseFourierTransformed() throws(FourierError) -> Field<RealSpace, Scalar> {
        Field<RealSpace, Scalar>(
            sizeX: sizeX, sizeY: sizeY,
            elements: try transformed(
                elements, sizeX: sizeX, sizeY: sizeY, direction: .inverse, scale: 1 / Scalar(sizeX * sizeY)))
    }
}

/// The two-dimensional transform times `scale`: lines along y, then lines along x.
private func transformed<Scalar: FourierScalar>(
    _ elements: [Complex<Scalar>], sizeX: Int, sizeY: Int, direction: FourierDirection, scale: Scalar
) throws(FourierError) -> [Complex<Scalar>] {
    guard !elements.isEmpty else { return elements }
    let buffer = AlignedBuffer(elements)
    let alongY = try FourierPlan<Scalar>(
        lines: .init(length: sizeY, count: sizeX, stride: 1, distance: sizeY), direction: direction, effort: .estimate)
    let alongX = try FourierPlan<Scalar>(
        lines: .init(length: sizeX, count: sizeY, stride: sizeY, distance: 1), direction: direction, effort: .estimate)
    alongY.execute(at: buffer.pointer)
    alongX.execute(at: buffer.pointer)
    let values = UnsafeMutableBufferPointer(start: buffer.pointer, count: elements.count)
    if scale != 1 { Scalar.scale(values, by: scale) }
    return Array(values)
}
