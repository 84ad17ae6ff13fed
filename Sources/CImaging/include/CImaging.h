#ifndef CIMAGING_H
#define CIMAGING_H

#include <stddef.h>
#include <stdint.h>

/// The loops over pixels that are worth vector code: on x86-64 with AVX2 where the machine has it, elsewhere portable.

/// One axis of a resize. Output sample `i` is the sum of the `width` input samples from `first[i]` on, times the
/// weights from `weights[i * width]` on. No tap reaches beyond the input.
typedef struct CImagingAxis {
    const int32_t *first;
    const float *weights;
    /// The weights in 65536ths, of which those of an output sample are no more in sum; null where `width` is over
    /// `CImagingMostWords`.
    const uint16_t *words;
    ptrdiff_t width;
    ptrdiff_t input;
    ptrdiff_t output;
} CImagingAxis;

typedef enum CImagingConversion {
    /// Bytes to bytes, rounded.
    CImagingBytesToBytes,
    /// Bytes to floats: rounded to a byte, then over 255.
    CImagingBytesToFloats,
    /// Floats to floats, as they are.
    CImagingFloatsToFloats,
    /// Bytes to floats, 0 to 255, as they are.
    CImagingBytesToLevels,
} CImagingConversion;

/// Samples per row that the resize reads at least: shorter rows need padding behind them.
enum { CImagingLeastRow = 32 };

enum { CImagingMostChannels = 4 };

/// The most taps for which sums of 16 bits are exact enough: the error of a result is below half a byte's step.
enum { CImagingMostWords = 60 };

/// A resize of one picture, or of one plane of it (`channels` of 1).
///
/// Source rows hold `channels` interleaved samples a pixel, 1 to `CImagingMostChannels`. Target rows do, too, where
/// `targetPlane` is 0; else each channel has rows of its own, `targetPlane` samples apart. All strides count samples.
typedef struct CImagingResize {
    CImagingConversion conversion;
    ptrdiff_t channels;
    CImagingAxis horizontal;
    CImagingAxis vertical;
    const void *source;
    ptrdiff_t sourceRow;
    void *target;
    ptrdiff_t targetRow;
    ptrdiff_t targetPlane;
    /// Room for `CImagingMixedSamples` floats, aligned to 64 bytes.
    float *mixed;
} CImagingResize;

/// How many floats `mixed` takes.
ptrdiff_t CImagingMixedSamples(ptrdiff_t width, ptrdiff_t channels);

/// Resizes by the axes' taps, first down the columns and then along the rows.
void CImagingRunResize(const CImagingResize *resize);

/// Resizes the planes of a picture of luma and chroma, each of its own size, to red, green and blue, 0 to 1.
///
/// The colours are those of JFIF: full range, ITU-R BT.601. The three planes have one channel, the conversion
/// `CImagingBytesToLevels`, the same room `mixed`, and targets of the same size and strides: that of luma gets red, that
/// of the blue difference green, and that of the red difference blue.
void CImagingRunResizeOfPlanes(const CImagingResize *planes);

/// Writes `round(255 * value)` for each of `count` values; below 0 and NaN become 0, above 1 becomes 255.
void CImagingQuantize(const float *values, ptrdiff_t count, uint8_t *bytes);

/// Writes three planes of `count` bytes each, which lie one behind another, as `count` pixels of three bytes.
void CImagingInterleave(const uint8_t *planes, ptrdiff_t count, uint8_t *pixels);

#endif
