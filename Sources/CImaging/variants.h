#ifndef CIMAGING_VARIANTS_H
#define CIMAGING_VARIANTS_H

// A function compiled twice from one text: for every machine, and for those with AVX2. (`target_clones` would do without
// macros, but needs indirect functions, which Darwin does not have.)

// Vectors of 32 bytes go only between functions that are inlined, so how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define VARIANTS(name, parameters, arguments)                                                     \
    __attribute__((target("avx2,fma"))) static void name##_avx2 parameters { name arguments; }    \
    static void name##_portable parameters { name arguments; }
#define CALL_VARIANT(name, arguments)                                                             \
    (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? name##_avx2 arguments      \
                                                                     : name##_portable arguments)
#else
#define VARIANTS(name, parameters, arguments) \
    static void name##_portable parameters { name arguments; }
#define CALL_VARIANT(name, arguments) name##_portable arguments
#endif

#endif
