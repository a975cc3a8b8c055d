import Arrays
import Harness
import Testing

@Suite struct LaunchTests {
    @Test(arguments: [
        ["OMPI_COMM_WORLD_SIZE": "4"], ["PMI_SIZE": "2"], ["SLURM_STEP_NUM_TASKS": "16"],
        // mpirun on two machines of a Slurm job.
        ["SLURM_STEP_NUM_TASKS": "1", "OMPI_COMM_WORLD_SIZE": "32"],
    ])
    func `Several processes are refused by what one does, and by a build without MPI`(environment: [String: String]) {
        let refusal = #expect(throws: (any Error).self) { try Workbench.requireOneProcess(environment: environment) }
        #expect(refusal.map(FailureKind.of) == .input)
        #expect("\(refusal.map { "\($0)" } ?? "")".contains("processes were started"))
    }

    @Test(arguments: [
        [:], ["OMPI_COMM_WORLD_SIZE": "1"],
        // A batch script itself, outside srun.
        ["SLURM_NTASKS": "16", "SLURM_PROCID": "0"],
    ])
    func `A process by itself is none of many`(environment: [String: String]) throws {
        try Workbench.requireOneProcess(environment: environment)
        #expect(try Workbench.processes(environment: environment).size == 1)
    }

    #if !MPI
        @Test func `A build without MPI says how to get one that has it`() {
            let refusal = #expect(throws: (any Error).self) {
                _ = try Workbench.processes(environment: ["OMPI_COMM_WORLD_SIZE": "2"])
            }
            #expect("\(refusal.map { "\($0)" } ?? "")".contains("make build-mpi"))
        }
    #endif
}
