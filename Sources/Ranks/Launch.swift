/// How a process was started, as far as its environment tells.
public enum Launch {
    /// Where launchers say how many processes they started: Open MPI's mpirun, that of MPICH and its like, Slurm's srun. The
    /// first that is there counts: mpirun starts its own helpers by srun.
    private static let sizes = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"]

    /// With how many processes this one was started, itself among them; 1 when nobody says.
    public static func processes(environment: [String: String]) -> Int {
        sizes.lazy.compactMap { environment[$0].flatMap { Int($0) } }.first ?? 1
    }
}
