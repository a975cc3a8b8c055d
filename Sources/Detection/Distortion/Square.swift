import Glibc

/// A 2 × 2 matrix.
struct Square {
    var xx = 0.0
    var xy = 0.0
    var yx = 0.0
    var yy = 0.0

    var determinant: Double { xx * yy - xy * yx }
    var trace: Double { xx + yy }
    var transposed: Square { Square(xx: xx, xy: yx, yx: xy, yy: yy) }
    /// Of a matrix whose determinant is not 0.
    var inverse: Square { Square(xx: yy, xy: -xy, yx: -yx, yy: xx) * (1 / determinant) }

    static func + (a: Square, b: Square) -> Square {
        Square(xx: a.xx + b.xx, xy: a.xy + b.xy, yx: a.yx + b.yx, yy: a.yy + b.yy)
    }

    static func * (a: Square, b: Square) -> Square {
        Square(
            xx: a.xx * b.xx + a.xy * b.yx, xy: a.xx * b.xy + a.xy * b.yy, yx: a.yx * b.xx + a.yy * b.yx,
            yy: a.yx * b.xy + a.yy * b.yy)
    }

    static func * (a: Square, factor: Double) -> Square {
        Square(xx: a.xx * factor, xy: a.xy * factor, yx: a.yx * factor, yy: a.yy * factor)
    }
}

extension Square {
    /// The product a bᵀ.
    init(_ a: SIMD2<Double>, _ b: SIMD2<Double>) {
        self.init(xx: a.x * b.x, xy: a.x * b.y, yx: a.y * b.x, yy: a.y * b.y)
    }
}

/// The ellipse of unit area that a symmetric matrix of determinant 1 stands for: squares of its half axes as eigenvalues.
struct Ellipse {
    /// The long axis over the short one.
    let ratio: Double
    /// Direction of the long axis, from +x towards +y.
    let axis: Double
    /// The matrix's square root.
    let root: Square

    init(_ matrix: Square) {
        let (mean, half) = ((matrix.xx + matrix.yy) / 2, (matrix.xx - matrix.yy) / 2)
        let cross = (matrix.xy + matrix.yx) / 2
        ratio = mean + (half * half + cross * cross).squareRoot()
        axis = 0.5 * atan2(cross, half)
        // Cayley-Hamilton: with determinant 1, √M = (M + 1) / √(trace + 2).
        let divisor = 1 / (2 * mean + 2).squareRoot()
        root = Square(
            xx: (matrix.xx + 1) * divisor, xy: cross * divisor, yx: cross * divisor, yy: (matrix.yy + 1) * divisor)
    }
}
