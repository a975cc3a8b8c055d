import Glibc

extension RandomStream {
    /// A standard normal number (Box and Muller 1958).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }

    /// A Poisson count of the given mean: by inversion up to 30, above by Hörmann's PTRS
    /// (Insurance: Mathematics and Economics 12, 39, 1993).
    ///
    /// - Precondition: `mean` is finite and not negative.
    public mutating func poisson(mean: Double) -> Int {
        precondition(mean >= 0 && mean.isFinite, "a Poisson mean is finite and not negative")
        return mean < 30 ? poissonByInversion(mean) : poissonByRejection(mean)
    }

    private mutating func poissonByInversion(_ mean: Double) -> Int {
        let u = uniform()
        var probability = exp(-mean)
        var cumulative = probability
        var count = 0
        while cumulative <= u, probability > 0 {
            count += 1
            probability *= mean / Double(count)
            cumulative += probability
        }
        return count
    }

    private mutating func poissonByRejection(_ mean: Double) -> Int {
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        let vr = 0.9277 - 3.6224 / (b - 2)
        while true {
            let u = uniform() - 0.5
            let v = uniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
            if us >= 0.07, v <= vr { return Int(k) }
            if k < 0 || (us < 0.013 && v > us) { continue }
            let left = log(v * inverseAlpha / (a / (us * us) + b))
            if left <= k * log(mean) - mean - lgamma(k + 1) { return Int(k) }
        }
    }
}
