#ifndef CSPAWN_H
#define CSPAWN_H

#include <sys/types.h>

// How a program is started and what it may take.
struct spawn_request {
    const char *executable;
    char *const *arguments;    // argv, ended by NULL
    char *const *environment;  // NAME=value, ended by NULL
    const char *folder;        // where it starts
    int output;                // takes standard output and standard error
    unsigned long long memory;     // bytes of address space of each process
    unsigned long long written;    // bytes of each file
    unsigned long long processor;  // seconds of processor time of each process
};

// Starts a program in a process group of its own, with limits that hold before its first instruction, no open file but the
// three standard ones, no signal blocked or ignored; it dies with the thread that started it. Returns 0 and its process
// number, or the errno of what failed.
int spawn_limited(const struct spawn_request *request, pid_t *pid);

// A pipe that programs do not inherit: reading end, writing end. Returns 0 or errno.
int spawn_pipe(int ends[2]);

// Whether a child has ended; it stays a zombie, so that its number is not given away.
int spawn_has_ended(pid_t pid);

#endif
