/* HDF5's type and class identifiers are macros that initialise the library: Swift sees them through these getters. */
#include <errno.h>
#include <fcntl.h>
#include <hdf5.h>
#include <linux/memfd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As numbers lie in a file: little-endian whatever the machine. */
static inline hid_t tb_h5t_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t tb_h5t_uint16(void) { return H5T_STD_U16LE; }
static inline hid_t tb_h5t_int8(void) { return H5T_STD_I8LE; }
static inline hid_t tb_h5t_int64(void) { return H5T_STD_I64LE; }
static inline hid_t tb_h5t_uint64(void) { return H5T_STD_U64LE; }
static inline hid_t tb_h5t_float(void) { return H5T_IEEE_F32LE; }
static inline hid_t tb_h5t_double(void) { return H5T_IEEE_F64LE; }
static inline hid_t tb_h5t_c_string(void) { return H5T_C_S1; }
/* As numbers lie in memory. */
static inline hid_t tb_h5t_native_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t tb_h5t_native_uint16(void) { return H5T_NATIVE_UINT16; }
static inline hid_t tb_h5t_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t tb_h5t_native_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t tb_h5t_native_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t tb_h5t_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline size_t tb_h5t_variable(void) { return H5T_VARIABLE; }

static inline hid_t tb_h5p_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t tb_h5p_dataset_access(void) { return H5P_DATASET_ACCESS; }
static inline hid_t tb_h5p_group_access(void) { return H5P_GROUP_ACCESS; }
static inline hid_t tb_h5p_link_access(void) { return H5P_LINK_ACCESS; }
static inline hid_t tb_h5p_group_create(void) { return H5P_GROUP_CREATE; }
static inline hid_t tb_h5p_file_create(void) { return H5P_FILE_CREATE; }
static inline hid_t tb_h5p_file_access(void) { return H5P_FILE_ACCESS; }
static inline unsigned tb_h5f_acc_trunc(void) { return H5F_ACC_TRUNC; }
static inline unsigned tb_h5f_acc_rdonly(void) { return H5F_ACC_RDONLY; }

/* A file in memory, which a copy of the process shares with it. */
static inline int tb_memory_file(void) { return (int)syscall(SYS_memfd_create, "twinbench", MFD_CLOEXEC); }

/* Does something in a copy of the process, which may end by it, and returns the signal or the status that ended the copy: 0 for
   none, -1 when it stood still for 3 s, as one does that waits for a lock that another thread held when it was made. The library
   does not survive every damaged file. The limit, us, is of processor time: a slow disk ends nothing. */
static inline int tb_rehearse(void (*body)(void *), void *context, long limit) {
    pid_t parent = getpid(), copy = fork();
    if (copy < 0) return 0;
    if (copy == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(0);
        int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGPROF};
        for (unsigned index = 0; index < sizeof fatal / sizeof *fatal; index++) signal(fatal[index], SIG_DFL);
        signal(SIGINT, SIG_IGN);
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        sigset_t profiling;
        sigemptyset(&profiling);
        sigaddset(&profiling, SIGPROF);
        sigprocmask(SIG_UNBLOCK, &profiling, NULL);
        struct itimerval processor = {.it_value = {limit / 1000000, limit % 1000000}};
        setitimer(ITIMER_PROF, &processor, NULL);
        int null = open("/dev/null", O_WRONLY);
        if (null >= 0) dup2(null, STDERR_FILENO);
        body(context);
        _exit(0);
    }
    int status = 0;
    /* Wall time of 30 s, in naps of 20 us to 5 ms: a copy that takes longer, perhaps on a slow disk, has shown no harm. */
    long nap = 20000;
    int result = 0;
    clockid_t clock;
    int has_clock = clock_getcpuclockid(copy, &clock) == 0;
    struct timespec used = {0, 0}, now = {0, 0};
    double still = 0;
    for (double waited = 0; waited < 30e9; waited += (double)nap) {
        pid_t ended = waitpid(copy, &status, WNOHANG);
        if (ended == copy) return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
        if (ended < 0 && errno != EINTR) return 0;
        if (has_clock && clock_gettime(clock, &now) == 0) {
            still = now.tv_sec == used.tv_sec && now.tv_nsec == used.tv_nsec ? still + (double)nap : 0;
            used = now;
            if (still > 3e9) {
                result = -1;
                break;
            }
        }
        struct timespec pause = {0, nap};
        nanosleep(&pause, NULL);
        if (nap < 5000000) nap *= 2;
    }
    kill(copy, SIGKILL);
    while (waitpid(copy, &status, 0) < 0 && errno == EINTR) {}
    return result;
}
