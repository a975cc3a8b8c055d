#define _GNU_SOURCE
#include "ranks.h"

#ifdef TWINBENCH_MPI

#include <mpi.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>

// MPI counts with int.
static const size_t longest = 1 << 28;
// Of the message that calls the work off.
static const int off = 1;

int ranks_start(void) {
    int level;
    return MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &level);
}

int ranks_rank(void) {
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

int ranks_size(void) {
    int size;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    return size;
}

static size_t part(size_t left) { return left < longest ? left : longest; }

void ranks_sum(double *values, size_t count) {
    for (size_t done = 0; done < count; done += longest)
        MPI_Allreduce(MPI_IN_PLACE, values + done, (int)part(count - done), MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}

void ranks_sum_at_root(double *values, size_t count) {
    int isRoot = ranks_rank() == 0;
    for (size_t done = 0; done < count; done += longest)
        MPI_Reduce(isRoot ? MPI_IN_PLACE : values + done, isRoot ? values + done : NULL, (int)part(count - done),
                   MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
}

void ranks_broadcast(void *bytes, size_t count, int from) {
    for (size_t done = 0; done < count; done += longest)
        MPI_Bcast((char *)bytes + done, (int)part(count - done), MPI_BYTE, from, MPI_COMM_WORLD);
}

void ranks_call_off(void) {
    static char nothing;
    int rank = ranks_rank(), size = ranks_size();
    for (int other = 0; other < size; other++) {
        if (other == rank) continue;
        MPI_Request request;
        MPI_Isend(&nothing, 1, MPI_CHAR, other, off, MPI_COMM_WORLD, &request);
        MPI_Request_free(&request);
    }
}

bool ranks_is_called_off(void) {
    int isThere = 0;
    MPI_Iprobe(MPI_ANY_SOURCE, off, MPI_COMM_WORLD, &isThere, MPI_STATUS_IGNORE);
    return isThere;
}

// The processors of this machine that any of its ranks may use, shared out evenly, but no more than this rank's own.
int ranks_threads(void) {
    cpu_set_t own;
    if (sched_getaffinity(0, sizeof own, &own) != 0) return 1;
    MPI_Comm machine;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
    int size;
    MPI_Comm_size(machine, &size);
    cpu_set_t all = own;
    MPI_Allreduce(&own, &all, (int)sizeof own, MPI_BYTE, MPI_BOR, machine);
    MPI_Comm_free(&machine);
    int share = CPU_COUNT(&all) / size, allowed = CPU_COUNT(&own);
    return share < 1 ? 1 : share < allowed ? share : allowed;
}

void ranks_finish(void) {
    // Calls that nobody waits for any more.
    while (ranks_is_called_off()) {
        char nothing;
        MPI_Recv(&nothing, 1, MPI_CHAR, MPI_ANY_SOURCE, off, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    MPI_Finalize();
}

#else

// C has no empty files.
typedef int ranks_are_not_built;

#endif
