import Harness

/// What a dry run says.
enum PlanOutput {
    static func write(_ plan: Workbench.SimulationPlan, json: Bool) throws {
        for warning in plan.warnings { Terminal.complain("warning: \(warning)") }
        if json { return try Output.json(plan) }
        for (name, value) in lines(plan) {
            Output.line(name + String(repeating: " ", count: 13 - name.count) + value)
        }
    }

    static func write(_ plan: Workbench.ExperimentPlan, json: Bool) throws {
        if json { return try Output.json(plan) }
        ProgressLine.shared.clear()
        let left = plan.simulations - plan.simulationsCached
        let lines = [
            ("experiment", "\(plan.experiment), \(plan.datasets) datasets, \(plan.trials) trials"),
            ("simulations", "\(plan.simulations), of which \(left) are to be done"),
            ("slice steps", "\(plan.sliceSteps)"),
            (
                "time",
                "\(duration(plan.seconds)) on \(threads(plan.threads)): potentials \(duration(plan.secondsOfPotentials)), "
                    + "multislice \(duration(plan.secondsOfMultislice)), detector and file \(duration(plan.secondsOfDetector)); "
                    + "learning and scoring come on top"
            ),
            ("memory", "\(max(1, plan.memory / 1_000_000)) MB"),
        ]
        for (name, value) in lines { Output.line(name + String(repeating: " ", count: 13 - name.count) + value) }
    }

    private static func threads(_ count: Int) -> String { count == 1 ? "one thread" : "\(count) threads" }

    private static func lines(_ plan: Workbench.SimulationPlan) -> [(String, String)] {
        let patterns = plan.shape.map(String.init).joined(separator: " × ")
        let parts =
            "potentials \(Output.seconds(plan.secondsOfPotentials)), multislice \(Output.seconds(plan.secondsOfMultislice)), "
            + "detector and file \(Output.seconds(plan.secondsOfDetector))"
        return [
            ("dataset", "\(plan.dataset), \(patterns)"), ("tilts", tilts(plan)),
            ("slice steps", "\(plan.sliceSteps)" + (plan.grid.map { " on \($0[0]) × \($0[1]) points" } ?? "")),
            ("beams", beams(plan)), ("time", "\(duration(plan.seconds)) on \(threads(plan.threads)): \(parts)"),
            ("memory", "\(max(1, plan.memory / 1_000_000)) MB"),
        ]
    }

    private static func tilts(_ plan: Workbench.SimulationPlan) -> String {
        plan.configurations > 1 ? "\(plan.tilts), in each of \(plan.configurations) configurations" : "\(plan.tilts)"
    }

    private static func beams(_ plan: Workbench.SimulationPlan) -> String {
        if plan.tilts == 0 { return "none: nothing is simulated" }
        if plan.beamsCached { return "in the cache: only the detector is left to do" }
        if plan.finishedBlocks > 0 { return "\(plan.finishedBlocks) of \(plan.blocks) parts are there already" }
        return "to be simulated: not in the cache"
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        if whole >= 7200 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
        return whole >= 120 ? "\(whole / 60) min \(whole % 60) s" : Output.seconds(seconds)
    }
}
