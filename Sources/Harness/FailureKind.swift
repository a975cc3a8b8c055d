internal import Detection
internal import Formats
internal import Learning
internal import Metrics
internal import Modelling
internal import Multislice
internal import Quantities
internal import Ranks
internal import Records
internal import Specimens

/// Whether the user can mend an error by other input, or the run itself failed.
public enum FailureKind: Sendable {
    case input, run

    public static func of(_ error: any Error) -> FailureKind {
        switch error {
        case HarnessError.stopped, HarnessError.outsideMethodFailed, MultisliceError.notNormalised: .run
        case is ModelError, is QuantityError, is SpecimenError, is MultisliceError, is DetectionError, is FormatError,
            is LearningError, is MetricError, is RecordError, is HarnessError, is LaunchError:
            .input
        default: .run
        }
    }
}
