#ifndef CRANKS_H
#define CRANKS_H

#include <stdbool.h>
#include <stddef.h>

// The few calls of MPI that Twinbench makes, in a build with the package trait MPI. One thread at a time; an error of MPI
// itself ends the job with MPI's message.

// Joins the processes that were started together. Returns 0, or what MPI_Init_thread gave.
int ranks_start(void);
int ranks_rank(void);
int ranks_size(void);
// Adds up arrays of the same length, element by element: at all ranks (MPI_Allreduce), or at rank 0 alone (MPI_Reduce).
void ranks_sum(double *values, size_t count);
void ranks_sum_at_root(double *values, size_t count);
void ranks_broadcast(void *bytes, size_t count, int from);
// Tells all other ranks to stop where they are; they notice when they ask.
void ranks_call_off(void);
bool ranks_is_called_off(void);
// Threads for this rank: its share of the processors that the ranks of this machine may use.
int ranks_threads(void);
// Leaves when all ranks do.
void ranks_finish(void);

#endif
