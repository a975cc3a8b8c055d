/// How long work says how far it is, and learns that it should stop.
///
/// A library user passes `Progress.none`; the command line passes one that draws a line and watches for Ctrl-C.
public struct Progress: Sendable {
    private let onReport: @Sendable (_ fraction: Double, _ what: String) -> Void
    private let isCancelled: @Sendable () -> Bool

    public init(
        onReport: @escaping @Sendable (_ fraction: Double, _ what: String) -> Void,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.onReport = onReport
        self.isCancelled = isCancelled
    }

    /// Says nothing and is never cancelled.
    public static let none = Progress(onReport: { _, _ in })

    /// Reports that `fraction` (0 to 1) of the work is done, and stops it when the user asked for that.
    ///
    /// - Throws: `Cancelled` when the work is to stop.
    public func report(_ fraction: Double, _ what: String) throws(Cancelled) {
        try checkCancellation()
        onReport(fraction, what)
    }

    /// The progress of one part of the work, which runs from 0 to 1 itself.
    ///
    /// - Parameter share: which stretch of the whole it is.
    public func part(_ share: ClosedRange<Double>, _ name: String) -> Progress {
        let report = onReport
        return Progress(
            onReport: { fraction, what in
                report(share.lowerBound + fraction * (share.upperBound - share.lowerBound), "\(name), \(what)")
            }, isCancelled: isCancelled)
    }

    /// The same that never stops the work.
    public var uninterrupted: Progress { Progress(onReport: onReport) }

    /// Work that stops for another reason, too.
    public func also(cancelledWhen other: @escaping @Sendable () -> Bool) -> Progress {
        Progress(onReport: onReport, isCancelled: { [isCancelled] in isCancelled() || other() })
    }

    /// - Throws: `Cancelled` when the work is to stop.
    public func checkCancellation() throws(Cancelled) {
        if isCancelled() { throw Cancelled() }
    }
}

/// The user asked for the work to stop.
public struct Cancelled: Error, CustomStringConvertible {
    public init() {}
    public var description: String { "stopped on request" }
}
