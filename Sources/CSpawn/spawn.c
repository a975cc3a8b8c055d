#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// In C because Swift may not fork, and posix_spawn sets no limits. The child calls nothing but what is safe between fork
// and exec in a program with threads.

static int limit(int resource, unsigned long long value) {
    struct rlimit limits = {(rlim_t)value, (rlim_t)value};
    struct rlimit current;
    if (getrlimit(resource, &current) == 0 && current.rlim_max < limits.rlim_max) limits = (struct rlimit){current.rlim_max, current.rlim_max};
    return setrlimit(resource, &limits);
}

static int prepare(const struct spawn_request *request, pid_t parent) {
    if (setpgid(0, 0) != 0) return errno;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    if (getppid() != parent) return ESRCH;
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0) return errno;
    if (dup2(request->output, STDOUT_FILENO) < 0 || dup2(request->output, STDERR_FILENO) < 0) return errno;
    if (chdir(request->folder) != 0) return errno;
    if (limit(RLIMIT_CORE, 0) != 0 || limit(RLIMIT_FSIZE, request->written) != 0) return errno;
    if (limit(RLIMIT_CPU, request->processor) != 0 || limit(RLIMIT_AS, request->memory) != 0) return errno;
    sigset_t none;
    sigemptyset(&none);
    return sigprocmask(SIG_SETMASK, &none, NULL) == 0 ? 0 : errno;
}

// Everything above the standard files is closed at exec, also what others opened without saying so: the dataset with its
// truth may be among it. The pipe that tells of a failed exec lives until then.
static void close_at_exec(void) {
    if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
    long count = sysconf(_SC_OPEN_MAX);
    for (int file = STDERR_FILENO + 1; file < count; file++) fcntl(file, F_SETFD, FD_CLOEXEC);
}

int spawn_limited(const struct spawn_request *request, pid_t *pid) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return errno;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        int code = prepare(request, parent);
        if (code == 0) {
            close_at_exec();
            execve(request->executable, request->arguments, request->environment);
            code = errno;
        }
        (void)!write(report[1], &code, sizeof code);
        _exit(127);
    }
    int code = child < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (code == 0) {
        ssize_t count;
        do count = read(report[0], &code, sizeof code);
        while (count < 0 && errno == EINTR);
        if (count != sizeof code) code = 0;
        if (code != 0) while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    }
    close(report[0]);
    *pid = child;
    return code;
}

int spawn_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

int spawn_has_ended(pid_t pid) {
    siginfo_t info;
    info.si_pid = 0;
    int code = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
    return (code != 0 && errno != EINTR) || info.si_pid == pid;
}
