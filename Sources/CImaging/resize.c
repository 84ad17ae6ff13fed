#include "resize.h"

#include <stdbool.h>

#include "variants.h"

static void resize_strip(const CImagingResize *resize, ptrdiff_t y) {
    bool hasWords = resize->horizontal.words && resize->vertical.words;
    if (!hasWords || resize->conversion == CImagingFloatsToFloats) resize_strip_in_floats(resize, y);
#if defined(__x86_64__)
    else if (__builtin_cpu_supports("avx2")) resize_strip_in_words_avx2(resize, y);
#endif
    else resize_strip_in_words_portable(resize, y);
}

ptrdiff_t CImagingMixedSamples(ptrdiff_t width, ptrdiff_t channels) {
    ptrdiff_t floats = mixed_samples_of_floats(width, channels), words = WordsRoom * StripRows * sizeof(uint16_t) / sizeof(float);
    return floats > words ? floats : words;
}

void CImagingRunResize(const CImagingResize *resize) {
    for (ptrdiff_t y = 0; y < resize->vertical.output; y += StripRows) resize_strip(resize, y);
}

INLINE float unit(float level) {
    level = level > 0 ? level : 0;
    return (level < 255 ? level : 255) * (1 / 255.0f);
}

/// ITU-T T.871 (JFIF), 7.
INLINE void make_colours(float *restrict luma, float *restrict blue, float *restrict red, ptrdiff_t count) {
    for (ptrdiff_t x = 0; x < count; x++) {
        float y = luma[x], b = blue[x] - 128, r = red[x] - 128;
        luma[x] = unit(y + 1.402f * r);
        blue[x] = unit(y - 0.344136f * b - 0.714136f * r);
        red[x] = unit(y + 1.772f * b);
    }
}

VARIANTS(make_colours, (float *luma, float *blue, float *red, ptrdiff_t count), (luma, blue, red, count))

void CImagingRunResizeOfPlanes(const CImagingResize *planes) {
    ptrdiff_t width = planes->horizontal.output, height = planes->vertical.output;
    for (ptrdiff_t y = 0; y < height; y += StripRows) {
        for (int plane = 0; plane < 3; plane++) resize_strip(planes + plane, y);
        // While the rows are in the cache.
        for (ptrdiff_t row = y; row < least(y + StripRows, height); row++) {
            float *starts[3];
            for (int plane = 0; plane < 3; plane++)
                starts[plane] = (float *)planes[plane].target + row * planes[plane].targetRow;
            CALL_VARIANT(make_colours, (starts[0], starts[1], starts[2], width));
        }
    }
}
