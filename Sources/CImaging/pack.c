#include "CImaging.h"

#include "variants.h"

INLINE void quantize(const float *restrict values, ptrdiff_t count, uint8_t *restrict bytes) {
    for (ptrdiff_t i = 0; i < count; i++) {
        // In this order NaN fails both comparisons' true sides and ends as 0.
        float value = values[i] > 0 ? values[i] : 0;
        value = value < 1 ? value : 1;
        bytes[i] = (uint8_t)(int32_t)(value * 255 + 0.5f);
    }
}

INLINE void interleave(const uint8_t *restrict planes, ptrdiff_t count, uint8_t *restrict pixels) {
    for (ptrdiff_t i = 0; i < count; i++) {
        pixels[3 * i] = planes[i];
        pixels[3 * i + 1] = planes[count + i];
        pixels[3 * i + 2] = planes[2 * count + i];
    }
}

VARIANTS(quantize, (const float *values, ptrdiff_t count, uint8_t *bytes), (values, count, bytes))
VARIANTS(interleave, (const uint8_t *planes, ptrdiff_t count, uint8_t *pixels), (planes, count, pixels))

void CImagingQuantize(const float *values, ptrdiff_t count, uint8_t *bytes) {
    CALL_VARIANT(quantize, (values, count, bytes));
}

void CImagingInterleave(const uint8_t *planes, ptrdiff_t count, uint8_t *pixels) {
    CALL_VARIANT(interleave, (planes, count, pixels));
}
