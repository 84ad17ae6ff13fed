// The text of `RESIZE_STRIP`, which each variant includes for itself: no compiler finds the one instruction that the
// AVX2 variant is worth having for.

#include <stdbool.h>
#include <string.h>

#include "resize.h"
#include "variants.h"

// A byte b is taken as 257 b, so that white is 65535, weights are in 65536ths, and a product keeps its upper 16 bits:
// one instruction for 16 samples on x86-64. What is cut off is half a unit a tap on average, and is added at the end;
// with at most `CImagingMostWords` taps it is less than a quarter of a byte's step in any case.
//
// Rows are mixed down the columns first, 16 of them, as far as a tile of the result needs; the sums are transposed, so
// that along the rows one vector holds the same sample of the 16 rows. A tile's sums stay in the first-level cache.
enum { Lanes = StripRows, Strip = CImagingLeastRow, TileSamples = 768 };

enum { MostTileSamples = WordsRoom / 2 };

typedef uint8_t Bytes __attribute__((vector_size(2 * Lanes)));
typedef uint8_t HalfBytes __attribute__((vector_size(Lanes)));
typedef uint16_t Words __attribute__((vector_size(2 * Lanes)));
typedef uint32_t DoubleWords __attribute__((vector_size(4 * Lanes)));
typedef int32_t Integers __attribute__((vector_size(4 * Lanes)));
typedef float Floats __attribute__((vector_size(4 * Lanes)));

INLINE Words weighted(Words samples, uint16_t weight) {
#ifdef RESIZE_WITH_AVX2
    return (Words)_mm256_mulhi_epu16((__m256i)samples, _mm256_set1_epi16((short)weight));
#else
    return __builtin_convertvector(__builtin_convertvector(samples, DoubleWords) * weight >> 16, Words);
#endif
}

/// Three shuffles transpose the 8 × 8 words in each half of eight vectors.
INLINE void transpose_halves(Words *m) {
    for (int pass = 0; pass < 3; pass++) {
        Words next[Lanes / 2];
        for (int i = 0; i < 4; i++) {
            next[2 * i] = __builtin_shufflevector(
                m[i], m[i + 4], 0, 16, 1, 17, 2, 18, 3, 19, 8, 24, 9, 25, 10, 26, 11, 27);
            next[2 * i + 1] = __builtin_shufflevector(
                m[i], m[i + 4], 4, 20, 5, 21, 6, 22, 7, 23, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        for (int i = 0; i < Lanes / 2; i++) m[i] = next[i];
    }
}

INLINE void transpose(Words *m) {
    for (int i = 0; i < Lanes / 2; i++) {
        Words upper = m[i], lower = m[i + Lanes / 2];
        m[i] = __builtin_shufflevector(upper, lower, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
        m[i + Lanes / 2] = __builtin_shufflevector(
            upper, lower, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    }
    transpose_halves(m);
    transpose_halves(m + Lanes / 2);
}

/// Mixes `count` samples, at least a strip, of `width` rows.
INLINE void mix_row(
    const uint8_t *source, ptrdiff_t stride, const uint16_t *weights, ptrdiff_t width, ptrdiff_t count,
    uint16_t *mixed
) {
    for (ptrdiff_t next = 0; next < count; next += Strip) {
        // The last strip is moved back to end with the row: some sums are made twice, none is read from beyond it.
        ptrdiff_t start = least(next, count - Strip);
        Words even = {0}, odd = {0};
        for (ptrdiff_t i = 0; i < width; i++) {
            Bytes bytes;
            memcpy(&bytes, source + i * stride + start, sizeof bytes);
            // Each byte beside itself is 257 times it.
            even += weighted(
                (Words)__builtin_shufflevector(
                    bytes, bytes, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 16, 16, 17, 17, 18, 18, 19, 19, 20, 20,
                    21, 21, 22, 22, 23, 23),
                weights[i]);
            odd += weighted(
                (Words)__builtin_shufflevector(
                    bytes, bytes, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 24, 24, 25, 25, 26, 26, 27,
                    27, 28, 28, 29, 29, 30, 30, 31, 31),
                weights[i]);
        }
        Words first = __builtin_shufflevector(even, odd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
        Words second = __builtin_shufflevector(
            even, odd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
        memcpy(mixed + start, &first, sizeof first);
        memcpy(mixed + start + Lanes, &second, sizeof second);
    }
}

/// Mixes the source rows of 16 result rows from `y` on, `count` samples from `start` on. Of the room, the first part is
/// for rows; `mixed` gets vectors of the same sample in all of them.
INLINE void mix_rows(const CImagingResize *resize, ptrdiff_t y, ptrdiff_t start, ptrdiff_t count, Words *mixed) {
    const CImagingAxis axis = resize->vertical;
    ptrdiff_t stride = resize->sourceRow, length = (count + Lanes - 1) / Lanes * Lanes;
    uint16_t *rows = (uint16_t *)resize->mixed;
    for (ptrdiff_t row = 0; row < Lanes; row++) {
        ptrdiff_t output = least(y + row, axis.output - 1);
        const uint16_t *weights = axis.words + output * axis.width;
        const uint8_t *source = (const uint8_t *)resize->source + axis.first[output] * stride + start;
        uint16_t *target = rows + row * length;
        // The usual widths are compiled apart, so that their weights stay in registers.
        switch (axis.width) {
        case 1: mix_row(source, stride, weights, 1, count, target); break;
        case 2: mix_row(source, stride, weights, 2, count, target); break;
        case 3: mix_row(source, stride, weights, 3, count, target); break;
        case 4: mix_row(source, stride, weights, 4, count, target); break;
        case 5: mix_row(source, stride, weights, 5, count, target); break;
        default: mix_row(source, stride, weights, axis.width, count, target);
        }
    }
    for (ptrdiff_t sample = 0; sample < length; sample += Lanes) {
        Words block[Lanes];
        for (ptrdiff_t row = 0; row < Lanes; row++) memcpy(&block[row], rows + row * length + sample, sizeof(Words));
        transpose(block);
        memcpy(mixed + sample, block, sizeof block);
    }
}

INLINE void store(
    void *samples, ptrdiff_t index, ptrdiff_t count, Words values, float cut, CImagingConversion conversion
) {
    Floats levels = (__builtin_convertvector(__builtin_convertvector(values, Integers), Floats) + cut) * (1 / 257.0f);
    if (conversion != CImagingBytesToLevels) {
        Integers rounded = __builtin_convertvector(levels + 0.5f, Integers);
        if (conversion == CImagingBytesToBytes) {
            HalfBytes bytes = __builtin_convertvector(rounded, HalfBytes);
            memcpy((uint8_t *)samples + index, &bytes, (size_t)count);
            return;
        }
        levels = __builtin_convertvector(rounded, Floats) * (1 / 255.0f);
    }
    memcpy((float *)samples + index, &levels, (size_t)count * sizeof(float));
}

/// Mixes along the rows what `mix_rows` left from sample `start` on, and writes the columns from `from` up to `to`.
INLINE void mix_columns(
    const CImagingResize *resize, ptrdiff_t y, ptrdiff_t from, ptrdiff_t to, ptrdiff_t start, const Words *mixed,
    CImagingConversion conversion, ptrdiff_t channels, bool planar
) {
    const CImagingAxis axis = resize->horizontal;
    ptrdiff_t rows = least(Lanes, resize->vertical.output - y);
    float cut = (float)(axis.width + resize->vertical.width) / 2;
    for (ptrdiff_t x = from; x < to; x += Lanes) {
        ptrdiff_t columns = least(Lanes, to - x);
        // In the order in which they are written: by channel and column, or by column and channel.
        Words sums[CImagingMostChannels * Lanes];
        for (ptrdiff_t column = 0; column < Lanes; column++) {
            ptrdiff_t output = least(x + column, to - 1);
            const uint16_t *weights = axis.words + output * axis.width;
            const Words *samples = mixed + axis.first[output] * channels - start;
            Words sum[CImagingMostChannels] = {0};
            for (ptrdiff_t i = 0; i < axis.width; i++, samples += channels)
                for (ptrdiff_t channel = 0; channel < channels; channel++)
                    sum[channel] += weighted(samples[channel], weights[i]);
            for (ptrdiff_t channel = 0; channel < channels; channel++)
                sums[planar ? channel * Lanes + column : column * channels + channel] = sum[channel];
        }
        for (ptrdiff_t block = 0; block < channels; block++) {
            Words *values = sums + block * Lanes;
            transpose(values);
            ptrdiff_t index = y * resize->targetRow;
            index += planar ? block * resize->targetPlane + x : x * channels + block * Lanes;
            ptrdiff_t count = planar ? columns : least(Lanes, columns * channels - block * Lanes);
            for (ptrdiff_t row = 0; row < rows; row++, index += resize->targetRow) {
                if (count == Lanes) store(resize->target, index, Lanes, values[row], cut, conversion);
                else if (count > 0) store(resize->target, index, count, values[row], cut, conversion);
            }
        }
    }
}

INLINE void resize_tiles(
    const CImagingResize *resize, ptrdiff_t y, CImagingConversion conversion, ptrdiff_t channels, bool planar
) {
    const CImagingAxis axis = resize->horizontal;
    ptrdiff_t samples = axis.input * channels;
    Words *mixed = (Words *)resize->mixed + MostTileSamples;
    ptrdiff_t tile = axis.output * TileSamples / samples / Lanes * Lanes;
    if (tile < Lanes) tile = Lanes;
    for (ptrdiff_t x = 0; x < axis.output; x += tile) {
        ptrdiff_t to = least(x + tile, axis.output);
        ptrdiff_t end = (axis.first[to - 1] + axis.width) * channels;
        ptrdiff_t start = samples < Strip ? 0 : least(axis.first[x] * channels, samples - Strip);
        ptrdiff_t count = end - start < Strip ? Strip : end - start;
        mix_rows(resize, y, start, count, mixed);
        mix_columns(resize, y, x, to, start, mixed, conversion, channels, planar);
    }
}

// The numbers of channels that pictures have are compiled apart, so that their sums stay in registers.
INLINE void resize_channels(const CImagingResize *resize, ptrdiff_t y, CImagingConversion conversion) {
    bool planar = resize->targetPlane != 0;
    if (resize->channels == 1) resize_tiles(resize, y, conversion, 1, true);
    else if (resize->channels == 3 && planar) resize_tiles(resize, y, conversion, 3, true);
    else resize_tiles(resize, y, conversion, resize->channels, planar);
}

void RESIZE_STRIP(const CImagingResize *resize, ptrdiff_t y) {
    switch (resize->conversion) {
    case CImagingBytesToBytes: resize_channels(resize, y, CImagingBytesToBytes); break;
    case CImagingBytesToFloats: resize_channels(resize, y, CImagingBytesToFloats); break;
    case CImagingBytesToLevels: resize_channels(resize, y, CImagingBytesToLevels); break;
    case CImagingFloatsToFloats: break;
    }
}
