#if defined(__x86_64__)

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define RESIZE_WITH_AVX2
#define RESIZE_STRIP resize_strip_in_words_avx2
#include "resize_words.h"
#pragma clang attribute pop

#endif
