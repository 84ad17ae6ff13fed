// What the machine can do, for W1 and W3: libjpeg-turbo, a resize, threads, and a ring of batches. No framework.
//
//   photos PIXELS WORK ITEMS THREADS BATCH PHOTOS OUT
//
// PIXELS  exact   decodes to RGB, then an antialiased bilinear resize: Pillow's pixels, at most 1 of 255 off
//         planes  resizes the planes of YCbCr, scaled by 1/2, 1/4 or 1/8 while decoding where 224 pixels are left, and
//                 converts the small picture to RGB: other pixels, 0.7 of 255 off in the mean
//         decode  decodes to planes and does nothing with them: the floor of all others
// WORK    W1, or W3, which also writes each picture as JPEG, quality 90, into the folder OUT
// PHOTOS  a folder of .jpg files, which come round again where ITEMS is more
#include "loop.h"
#include "resize.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <turbojpeg.h>
#include <unistd.h>

enum { MOST_FILES = 100000 };

static enum { EXACT, PLANES, DECODE } pixels;
static bool writes;
static const char *outFolder;
static char *files[MOST_FILES];
static long fileCount;

// What a thread keeps from one photo to the next.
typedef struct {
    tjhandle decoder, encoder;
    unsigned char *file, *picture, *jpeg;
    size_t fileRoom, pictureRoom;
    unsigned long jpegRoom;
    Resizer resizer, chromaResizer;
} Scratch;

static unsigned char *grown(unsigned char *memory, size_t *room, size_t size) {
    if (size <= *room) return memory;
    *room = size * 2;
    return realloc(memory, *room);
}

static size_t readFile(Scratch *s, const char *path) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status)) fail(path);
    s->file = grown(s->file, &s->fileRoom, (size_t)status.st_size);
    if (read(file, s->file, (size_t)status.st_size) != status.st_size) fail(path);
    close(file);
    return (size_t)status.st_size;
}

static void loadExact(Scratch *s, size_t size, int width, int height, float *out) {
    size_t row = (size_t)width * 4;
    s->picture = grown(s->picture, &s->pictureRoom, row * height + PADDING);
    if (tjDecompress2(s->decoder, s->file, size, s->picture, width, row, height, TJPF_RGBX, TJFLAG_ACCURATEDCT))
        fail(tjGetErrorStr2(s->decoder));
    resizePixels(&s->resizer, s->picture, width, height, out);
}

// The smallest size that the codec scales to by a power of two and that has 224 pixels each way.
static void scale(int *width, int *height) {
    for (int i = 0; i < 3 && *width / 2 >= SIDE && *height / 2 >= SIDE; i++) {
        *width = (*width + 1) / 2;
        *height = (*height + 1) / 2;
    }
}

static void loadPlanes(Scratch *s, size_t size, int width, int height, int subsampling, float *out) {
    if (pixels == PLANES) scale(&width, &height);
    unsigned char *planes[3];
    int strides[3], widths[3], heights[3];
    size_t need = PADDING;
    for (int i = 0; i < 3; i++) {
        widths[i] = tjPlaneWidth(i, width, subsampling);
        heights[i] = tjPlaneHeight(i, height, subsampling);
        strides[i] = (widths[i] + 31) & ~31;
        need += (size_t)strides[i] * heights[i];
    }
    s->picture = grown(s->picture, &s->pictureRoom, need);
    planes[0] = s->picture;
    for (int i = 1; i < 3; i++) planes[i] = planes[i - 1] + (size_t)strides[i - 1] * heights[i - 1];
    if (tjDecompressToYUVPlanes(s->decoder, s->file, size, planes, width, strides, height, 0))
        fail(tjGetErrorStr2(s->decoder));
    if (pixels == DECODE) {
        out[0] = planes[0][0];
        return;
    }
    // The plane of luma has an even size; the picture may be a row or a column smaller.
    widths[0] = width;
    heights[0] = height;
    for (int i = 0; i < 3; i++)
        resizePlane(i ? &s->chromaResizer : &s->resizer, planes[i], widths[i], strides[i], heights[i], out + i * AREA);
    planesToRGB(out);
}

static void store(Scratch *s, const float *picture, long number) {
    s->picture = grown(s->picture, &s->pictureRoom, 3 * AREA);
    for (int i = 0; i < AREA; i++)
        for (int channel = 0; channel < 3; channel++)
            s->picture[3 * i + channel] = (unsigned char)(picture[channel * AREA + i] * 255 + .5f);
    unsigned long size = s->jpegRoom;
    if (tjCompress2(s->encoder, s->picture, SIDE, 0, SIDE, TJPF_RGB, &s->jpeg, &size, TJSAMP_420, 90, TJFLAG_NOREALLOC))
        fail(tjGetErrorStr2(s->encoder));
    char path[4096];
    snprintf(path, sizeof path, "%s/%ld.jpg", outFolder, number);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || write(file, s->jpeg, size) != (ssize_t)size) fail(path);
    close(file);
}

static void *begin(void) {
    Scratch *s = calloc(1, sizeof *s);
    s->decoder = tjInitDecompress();
    s->encoder = tjInitCompress();
    s->jpegRoom = tjBufSize(SIDE, SIDE, TJSAMP_420);
    s->jpeg = tjAlloc((int)s->jpegRoom);
    return s;
}

static void load(void *scratch, long number, void *row) {
    Scratch *s = scratch;
    size_t size = readFile(s, files[number % fileCount]);
    int width, height, subsampling, colours;
    if (tjDecompressHeader3(s->decoder, s->file, size, &width, &height, &subsampling, &colours))
        fail(files[number % fileCount]);
    if (pixels == EXACT) loadExact(s, size, width, height, row);
    else loadPlanes(s, size, width, height, subsampling, row);
    if (writes) store(s, row, number);
}

static int byName(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *folder) {
    DIR *directory = opendir(folder);
    if (!directory) fail(folder);
    for (struct dirent *entry; (entry = readdir(directory)) && fileCount < MOST_FILES;)
        if (strstr(entry->d_name, ".jpg")) asprintf(&files[fileCount++], "%s/%s", folder, entry->d_name);
    closedir(directory);
    if (!fileCount) fail(folder);
    qsort(files, fileCount, sizeof *files, byName);
}

int main(int count, char **arguments) {
    if (count != 8) {
        fprintf(stderr, "photos PIXELS WORK ITEMS THREADS BATCH PHOTOS OUT\n");
        return 64;
    }
    const char *mode = arguments[1], *work = arguments[2];
    pixels = !strcmp(mode, "exact") ? EXACT : !strcmp(mode, "planes") ? PLANES : DECODE;
    writes = !strcmp(work, "W3");
    outFolder = arguments[7];
    list(arguments[6]);
    runLoop((Loop){
        .work = work, .variant = mode, .items = atol(arguments[3]), .threads = atol(arguments[4]),
        .batch = atol(arguments[5]), .rowBytes = 3 * AREA * sizeof(float), .ring = 4, .begin = begin, .load = load});
}
