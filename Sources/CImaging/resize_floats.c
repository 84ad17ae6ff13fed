#include <stdbool.h>
#include <string.h>

#include "resize.h"
#include "variants.h"

// Eight output rows are made at a time. Down the columns, vectors run along the source row; the sums are then
// transposed, so that along the rows one vector holds the same sample of the eight rows and every tap is one
// multiply-add; a second transposition brings the results back into row order.
enum { Lanes = 8, Strip = CImagingLeastRow, VectorsPerStrip = Strip / Lanes };

typedef float Floats __attribute__((vector_size(Lanes * 4)));
typedef int32_t Integers __attribute__((vector_size(Lanes * 4)));
typedef uint8_t Bytes __attribute__((vector_size(Lanes)));

INLINE Floats load(const void *samples, ptrdiff_t index, bool bytes) {
    if (bytes) {
        Bytes vector;
        memcpy(&vector, (const uint8_t *)samples + index, sizeof vector);
        return __builtin_convertvector(vector, Floats);
    }
    Floats vector;
    memcpy(&vector, (const float *)samples + index, sizeof vector);
    return vector;
}

INLINE void store(void *samples, ptrdiff_t index, ptrdiff_t count, Floats values, CImagingConversion conversion) {
    if (conversion == CImagingBytesToBytes || conversion == CImagingBytesToFloats) {
        // Mixed bytes are never negative, so cutting rounds half up, as Pillow does.
        Integers rounded = __builtin_convertvector(values + 0.5f, Integers);
        if (conversion == CImagingBytesToBytes) {
            Bytes bytes = __builtin_convertvector(rounded, Bytes);
            memcpy((uint8_t *)samples + index, &bytes, (size_t)count);
            return;
        }
        values = __builtin_convertvector(rounded, Floats) * (1 / 255.0f);
    }
    memcpy((float *)samples + index, &values, (size_t)count * sizeof(float));
}

INLINE void transpose(Floats *m) {
    Floats a[Lanes], b[Lanes];
    for (int i = 0; i < Lanes; i += 2) {
        a[i] = __builtin_shufflevector(m[i], m[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        a[i + 1] = __builtin_shufflevector(m[i], m[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int i = 0; i < Lanes; i += 4) {
        for (int j = 0; j < 2; j++) {
            b[i + 2 * j] = __builtin_shufflevector(a[i + j], a[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            b[i + 2 * j + 1] = __builtin_shufflevector(a[i + j], a[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    }
    for (int i = 0; i < 4; i++) {
        m[i] = __builtin_shufflevector(b[i], b[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        m[i + 4] = __builtin_shufflevector(b[i], b[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

/// Mixes the source rows of eight output rows from `y` on; `mixed` gets sample `s` of row `y + k` at `s * Lanes + k`.
INLINE void mix_rows(const CImagingResize *resize, ptrdiff_t y, bool bytes) {
    const CImagingAxis axis = resize->vertical;
    ptrdiff_t samples = resize->horizontal.input * resize->channels;
    ptrdiff_t size = bytes ? 1 : sizeof(float), stride = resize->sourceRow * size;
    for (ptrdiff_t next = 0; next < samples; next += Strip) {
        // The last strip is moved back to end with the row: some sums are made twice, none is read from beyond it.
        ptrdiff_t start = samples < Strip ? 0 : least(next, samples - Strip);
        Floats sums[VectorsPerStrip][Lanes];
        for (int row = 0; row < Lanes; row++) {
            ptrdiff_t output = least(y + row, axis.output - 1);
            const float *weights = axis.weights + output * axis.width;
            const char *source = (const char *)resize->source + axis.first[output] * stride + start * size;
            Floats sum[VectorsPerStrip] = {0};
            for (ptrdiff_t i = 0; i < axis.width; i++, source += stride)
                for (int v = 0; v < VectorsPerStrip; v++) sum[v] += weights[i] * load(source, v * Lanes, bytes);
            for (int v = 0; v < VectorsPerStrip; v++) sums[v][row] = sum[v];
        }
        for (int v = 0; v < VectorsPerStrip; v++) {
            transpose(sums[v]);
            memcpy(resize->mixed + (start + v * Lanes) * Lanes, sums[v], sizeof sums[v]);
        }
    }
}

/// Mixes along the rows what `mix_rows` left, and writes the eight rows from `y` on, as far as there are so many.
INLINE void mix_columns(
    const CImagingResize *resize, ptrdiff_t y, CImagingConversion conversion, ptrdiff_t channels, bool planar
) {
    const CImagingAxis axis = resize->horizontal;
    ptrdiff_t rows = least(Lanes, resize->vertical.output - y);
    for (ptrdiff_t x = 0; x < axis.output; x += Lanes) {
        ptrdiff_t columns = least(Lanes, axis.output - x);
        // In the order in which they are written: by channel and column, or by column and channel.
        Floats sums[CImagingMostChannels * Lanes];
        for (ptrdiff_t column = 0; column < Lanes; column++) {
            ptrdiff_t output = least(x + column, axis.output - 1);
            const float *weights = axis.weights + output * axis.width;
            const Floats *samples = (const Floats *)resize->mixed + axis.first[output] * channels;
            Floats sum[CImagingMostChannels] = {0};
            for (ptrdiff_t i = 0; i < axis.width; i++, samples += channels)
                for (ptrdiff_t channel = 0; channel < channels; channel++)
                    sum[channel] += weights[i] * samples[channel];
            for (ptrdiff_t channel = 0; channel < channels; channel++)
                sums[planar ? channel * Lanes + column : column * channels + channel] = sum[channel];
        }
        for (ptrdiff_t block = 0; block < channels; block++) {
            Floats *values = sums + block * Lanes;
            transpose(values);
            ptrdiff_t index = y * resize->targetRow;
            index += planar ? block * resize->targetPlane + x : x * channels + block * Lanes;
            ptrdiff_t count = planar ? columns : least(Lanes, columns * channels - block * Lanes);
            for (ptrdiff_t row = 0; row < rows; row++, index += resize->targetRow) {
                if (count == Lanes) store(resize->target, index, Lanes, values[row], conversion);
                else if (count > 0) store(resize->target, index, count, values[row], conversion);
            }
        }
    }
}

INLINE void resize_as(
    const CImagingResize *resize, ptrdiff_t y, CImagingConversion conversion, ptrdiff_t channels, bool planar
) {
    for (ptrdiff_t row = y; row < least(y + StripRows, resize->vertical.output); row += Lanes) {
        mix_rows(resize, row, conversion != CImagingFloatsToFloats);
        mix_columns(resize, row, conversion, channels, planar);
    }
}

// The numbers of channels that pictures have are compiled apart, so that their sums stay in registers.
INLINE void resize_channels(const CImagingResize *resize, ptrdiff_t y, CImagingConversion conversion) {
    bool planar = resize->targetPlane != 0;
    if (resize->channels == 1) resize_as(resize, y, conversion, 1, true);
    else if (resize->channels == 3 && planar) resize_as(resize, y, conversion, 3, true);
    else if (resize->channels == 3) resize_as(resize, y, conversion, 3, false);
    else resize_as(resize, y, conversion, resize->channels, planar);
}

INLINE void resize_floats(const CImagingResize *resize, ptrdiff_t y) {
    switch (resize->conversion) {
    case CImagingBytesToBytes: resize_channels(resize, y, CImagingBytesToBytes); break;
    case CImagingBytesToFloats: resize_channels(resize, y, CImagingBytesToFloats); break;
    case CImagingFloatsToFloats: resize_channels(resize, y, CImagingFloatsToFloats); break;
    case CImagingBytesToLevels: resize_channels(resize, y, CImagingBytesToLevels); break;
    }
}

VARIANTS(resize_floats, (const CImagingResize *resize, ptrdiff_t y), (resize, y))

void resize_strip_in_floats(const CImagingResize *resize, ptrdiff_t y) { CALL_VARIANT(resize_floats, (resize, y)); }

ptrdiff_t mixed_samples_of_floats(ptrdiff_t width, ptrdiff_t channels) {
    ptrdiff_t samples = width * channels;
    return (samples < Strip ? Strip : samples) * Lanes;
}
