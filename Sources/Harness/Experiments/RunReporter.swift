public import Arrays

/// How a run tells what it is doing, and learns that it should stop.
public struct RunReporter: Sendable {
    public let progress: Progress
    private let onBegin: @Sendable (String) -> Void
    private let isCancelled: @Sendable () -> Bool

    /// - Parameters:
    ///   - onBegin: told what begins now, such as "nmf on fig5".
    ///   - onReport: told how far that is, 0 to 1.
    ///   - isCancelled: asked whether to stop.
    public init(
        onBegin: @escaping @Sendable (String) -> Void,
        onReport: @escaping @Sendable (_ fraction: Double, _ what: String) -> Void,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        progress = Progress(onReport: onReport, isCancelled: isCancelled)
        self.onBegin = onBegin
        self.isCancelled = isCancelled
    }

    /// Says nothing and never stops.
    public static let silent = RunReporter(onBegin: { _ in }, onReport: { _, _ in }, isCancelled: { false })

    /// Says nothing, and stops as this one does.
    var silenced: RunReporter {
        RunReporter(onBegin: { _ in }, onReport: { _, _ in }, isCancelled: isCancelled)
    }

    func begin(_ what: String) { onBegin(what) }
}
