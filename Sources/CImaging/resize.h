#ifndef CIMAGING_RESIZE_H
#define CIMAGING_RESIZE_H

#include "CImaging.h"

/// Rows of the result that are made at a time.
enum { StripRows = 16 };

static inline ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

/// Makes the rows from `y` on, as far as there are so many, in single precision.
void resize_strip_in_floats(const CImagingResize *resize, ptrdiff_t y);

/// The same from bytes in 16 bits, in half the time; both axes need `words`.
void resize_strip_in_words(const CImagingResize *resize, ptrdiff_t y);

/// How many floats the room takes that is handed on as `mixed`.
ptrdiff_t mixed_samples_of_floats(ptrdiff_t width, ptrdiff_t channels);
ptrdiff_t mixed_samples_of_words(void);

#endif
