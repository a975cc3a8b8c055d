/* MPI_COMM_WORLD and its like are macros, which Swift does not see: CRanks includes mpi.h, and Swift sees CRanks. */
