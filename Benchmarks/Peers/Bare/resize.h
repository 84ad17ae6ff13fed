// Antialiased bilinear resizing to 224 x 224, as Pillow does it: a triangle filter as wide as a pixel of the result.
#ifndef RESIZE_H
#define RESIZE_H
#include <math.h>
#include <stdlib.h>

// PADDING: bytes behind a picture that may be read, and are not used.
enum { SIDE = 224, AREA = SIDE * SIDE, PADDING = 64 };

typedef float Floats8 __attribute__((vector_size(32), aligned(4)));
typedef float Floats4 __attribute__((vector_size(16), aligned(4)));
typedef unsigned char Bytes8 __attribute__((vector_size(8), aligned(1)));

// The samples that make up each sample of the result, along one axis.
typedef struct {
    int input;
    int first[SIDE], count[SIDE];
    // Those of sample i begin at weights[i * room].
    int room;
    float *weights;
} Axis;

typedef struct {
    Axis horizontal, vertical;
    // One row, or eight rows side by side, between the two passes.
    float *between;
    int width;
} Resizer;

static void prepareAxis(Axis *axis, int input) {
    if (axis->input == input) return;
    axis->input = input;
    double scale = (double)input / SIDE, reach = scale < 1 ? 1 : scale;
    axis->room = (int)(2 * reach) + 2;
    axis->weights = realloc(axis->weights, sizeof(float) * SIDE * axis->room);
    for (int i = 0; i < SIDE; i++) {
        double centre = (i + .5) * scale, sum = 0;
        int first = (int)fmax(centre - reach + .5, 0), end = (int)fmin(centre + reach + .5, input);
        float *weights = axis->weights + i * axis->room;
        for (int k = first; k < end; k++)
            sum += weights[k - first] = (float)fmax(1 - fabs((k - centre + .5) / reach), 0);
        for (int k = first; k < end; k++) weights[k - first] /= (float)sum;
        axis->first[i] = first;
        axis->count[i] = end - first;
    }
}

static void prepare(Resizer *resizer, int width, int height) {
    prepareAxis(&resizer->horizontal, width);
    prepareAxis(&resizer->vertical, height);
    if (width <= resizer->width) return;
    resizer->width = width;
    free(resizer->between);
    resizer->between = aligned_alloc(64, ((size_t)width * 8 + 64) * sizeof(float) & ~63UL);
}

// Eight samples of a row between: the weighted sum of a column's rows.
static inline Floats8 column(const Axis *axis, int y, const unsigned char *source, long row) {
    const float *weights = axis->weights + y * axis->room;
    Floats8 sum = {0};
    source += axis->first[y] * row;
    for (int i = 0; i < axis->count[y]; i++, source += row)
        sum += weights[i] * __builtin_convertvector(*(const Bytes8 *)source, Floats8);
    return sum;
}

// RGBX to three planes of 0 to 1, rounded to whole 255ths.
static void resizePixels(Resizer *resizer, const unsigned char *source, int width, int height, float *out) {
    prepare(resizer, width, height);
    const Axis *axis = &resizer->horizontal;
    float *row = resizer->between;
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < width * 4; x += 8)
            *(Floats8 *)(row + x) = column(&resizer->vertical, y, source + x, (long)width * 4);
        for (int x = 0; x < SIDE; x++) {
            const float *weights = axis->weights + x * axis->room, *pixel = row + axis->first[x] * 4;
            Floats4 sum = {0};
            for (int i = 0; i < axis->count[x]; i++, pixel += 4) sum += weights[i] * *(const Floats4 *)pixel;
            sum = __builtin_elementwise_rint(sum) * (1 / 255.f);
            for (int channel = 0; channel < 3; channel++) out[channel * AREA + y * SIDE + x] = sum[channel];
        }
    }
}

// Rows to columns: three perfect shuffles of eight vectors.
static inline void transpose(Floats8 *rows) {
    for (int round = 0; round < 3; round++) {
        Floats8 next[8];
        for (int i = 0; i < 4; i++) {
            next[2 * i] = __builtin_shufflevector(rows[i], rows[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
            next[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
        }
        for (int i = 0; i < 8; i++) rows[i] = next[i];
    }
}

// One plane of bytes to one of floats, 0 to 255. Eight rows at a time lie side by side between the passes, so that both
// work on vectors of eight.
static void resizePlane(Resizer *resizer, const unsigned char *source, int width, int stride, int height, float *out) {
    prepare(resizer, width, height);
    const Axis *axis = &resizer->horizontal;
    float *between = resizer->between;
    Floats8 rows[8];
    for (int y = 0; y < SIDE; y += 8) {
        for (int x = 0; x < width; x += 8) {
            for (int i = 0; i < 8; i++) rows[i] = column(&resizer->vertical, y + i, source + x, stride);
            transpose(rows);
            for (int i = 0; i < 8; i++) *(Floats8 *)(between + (x + i) * 8) = rows[i];
        }
        for (int x = 0; x < SIDE; x += 8) {
            for (int k = 0; k < 8; k++) {
                const float *weights = axis->weights + (x + k) * axis->room;
                const Floats8 *samples = (const Floats8 *)between + axis->first[x + k];
                Floats8 sum = {0};
                for (int i = 0; i < axis->count[x + k]; i++) sum += weights[i] * samples[i];
                rows[k] = sum;
            }
            transpose(rows);
            for (int i = 0; i < 8; i++) *(Floats8 *)(out + (y + i) * SIDE + x) = rows[i];
        }
    }
}

static inline float unit(float value) { return fminf(fmaxf(value, 0), 255) * (1 / 255.f); }

// YCbCr of JFIF (ITU-R BT.601, full range), 0 to 255, to RGB, 0 to 1, in place.
static void planesToRGB(float *planes) {
    for (int i = 0; i < AREA; i++) {
        float y = planes[i], b = planes[AREA + i] - 128, r = planes[2 * AREA + i] - 128;
        planes[i] = unit(y + 1.402f * r);
        planes[AREA + i] = unit(y - .344136f * b - .714136f * r);
        planes[2 * AREA + i] = unit(y + 1.772f * b);
    }
}
#endif
