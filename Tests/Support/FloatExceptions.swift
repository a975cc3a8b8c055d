import Glibc

/// Floating-point exceptions that `body` raised on this thread: of "invalid" (such as 0/0 or ∞ - ∞), "division by zero" and
/// "overflow". Other threads keep flags of their own: what is to be seen here has to run on one.
public func floatExceptions(_ body: () throws -> Void) rethrows -> [String] {
    let named: [(flag: Int32, name: String)] = [
        (FE_INVALID, "invalid"), (FE_DIVBYZERO, "division by zero"), (FE_OVERFLOW, "overflow"),
    ]
    let all = named.reduce(0) { $0 | $1.flag }
    feclearexcept(all)
    defer { feclearexcept(all) }
    try body()
    let raised = fetestexcept(all)
    return named.filter { raised & $0.flag != 0 }.map(\.name)
}
