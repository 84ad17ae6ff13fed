// Threads that load items into a ring of batches, in order, for a consumer that reads one element of each.
#ifndef LOOP_H
#define LOOP_H
#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct {
    const char *work, *variant;
    long items, threads, batch, rowBytes;
    // How many batches there is room for.
    long ring;
    // What a thread keeps; may be null.
    void *(*begin)(void);
    void (*load)(void *scratch, long number, void *row);
} Loop;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static double seconds(struct timeval t) { return t.tv_sec + t.tv_usec / 1e6; }

// Prints the line of results that every peer prints.
static void report(
    const char *work, const char *variant, long threads, long batch, long items, double start, double first) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double wall = now() - start;
    printf("{\"peer\": \"bare C\", \"work\": \"%s\", \"variant\": \"%s\", \"workers\": %ld, \"batch\": %ld, "
           "\"items\": %ld, \"seconds\": %.4f, \"items_per_s\": %.1f, \"cpu_s\": %.4f, \"first_batch_s\": %.4f}\n",
           work, variant, threads, batch, items, wall, items / wall,
           seconds(usage.ru_utime) + seconds(usage.ru_stime), first);
}

static struct {
    Loop loop;
    pthread_mutex_t lock;
    pthread_cond_t hasRoom, isFull;
    char *rows;
    // Items loaded of each batch in the ring.
    long *loaded;
    long claimed, consumed;
} shared = {.lock = PTHREAD_MUTEX_INITIALIZER, .hasRoom = PTHREAD_COND_INITIALIZER, .isFull = PTHREAD_COND_INITIALIZER};

static long itemsOf(long batch) {
    long left = shared.loop.items - batch * shared.loop.batch;
    return left < shared.loop.batch ? left : shared.loop.batch;
}

static void *work(void *unused) {
    (void)unused;
    Loop loop = shared.loop;
    void *scratch = loop.begin ? loop.begin() : NULL;
    pthread_mutex_lock(&shared.lock);
    while (shared.claimed < loop.items) {
        long number = shared.claimed++, batch = number / loop.batch, place = batch % loop.ring;
        while (batch >= shared.consumed + loop.ring) pthread_cond_wait(&shared.hasRoom, &shared.lock);
        pthread_mutex_unlock(&shared.lock);
        loop.load(scratch, number, shared.rows + (place * loop.batch + number % loop.batch) * loop.rowBytes);
        pthread_mutex_lock(&shared.lock);
        if (++shared.loaded[place] == itemsOf(batch)) pthread_cond_signal(&shared.isFull);
    }
    pthread_mutex_unlock(&shared.lock);
    return NULL;
}

static void runLoop(Loop loop) {
    shared.loop = loop;
    shared.rows = aligned_alloc(64, (size_t)(loop.ring * loop.batch * loop.rowBytes + 63) & ~63UL);
    shared.loaded = calloc(loop.ring, sizeof *shared.loaded);
    pthread_t threads[loop.threads];
    double start = now(), first = 0, sum = 0;
    for (long i = 0; i < loop.threads; i++) pthread_create(&threads[i], NULL, work, NULL);
    for (long batch = 0; batch * loop.batch < loop.items; batch++) {
        long place = batch % loop.ring;
        pthread_mutex_lock(&shared.lock);
        while (shared.loaded[place] < itemsOf(batch)) pthread_cond_wait(&shared.isFull, &shared.lock);
        pthread_mutex_unlock(&shared.lock);
        if (!batch) first = now() - start;
        float element;
        memcpy(&element, shared.rows + place * loop.batch * loop.rowBytes, sizeof element);
        sum += element;
        pthread_mutex_lock(&shared.lock);
        shared.loaded[place] = 0;
        shared.consumed++;
        pthread_cond_broadcast(&shared.hasRoom);
        pthread_mutex_unlock(&shared.lock);
    }
    for (long i = 0; i < loop.threads; i++) pthread_join(threads[i], NULL);
    if (sum != sum) fail("not a number");  // keeps the sum from being optimized away
    report(loop.work, loop.variant, loop.threads, loop.batch, loop.items, start, first);
}
#endif
