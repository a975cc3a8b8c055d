#ifndef CKERNELS_CLONES_H
#define CKERNELS_CLONES_H

// Code for each kind of processor, chosen as the program is loaded. The thread sanitizer is not ready that early, and its
// instrumented choosers crash.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CLONES
#endif
#endif
#ifndef CLONES
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif

#endif
