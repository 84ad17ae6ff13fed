#ifndef CIMAGING_RESIZE_H
#define CIMAGING_RESIZE_H

#include "CImaging.h"

/// Rows of the result that are made at a time.
enum { StripRows = 16 };

static inline ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

/// Makes the rows from `y` on, as far as there are so many, in single precision.
void resize_strip_in_floats(const CImagingResize *resize, ptrdiff_t y);

/// The same from bytes in 16 bits, in half the time; both axes need `words`.
void resize_strip_in_words_portable(const CImagingResize *resize, ptrdiff_t y);
void resize_strip_in_words_avx2(const CImagingResize *resize, ptrdiff_t y);

/// Vectors of 16 words that the latter take as `mixed`, one half for rows and one for what they become: the samples that
/// 16 columns of four channels are mixed from at the greatest shrinking that has words, and their taps at the end.
enum { WordsRoom = 2 * (StripRows / 2 + 1) * CImagingMostWords * CImagingMostChannels };

/// How many floats the former takes as `mixed`.
ptrdiff_t mixed_samples_of_floats(ptrdiff_t width, ptrdiff_t channels);

#endif
