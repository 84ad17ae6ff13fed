// What the machine can do, for W2 and W4.
//
//   items WORK ITEMS THREADS BATCH
//
// WORK  W2  items that cost nothing, through the loop of the photos: one lock and two conditions
//       W4  five function pointers called for each item, in one thread
#include "loop.h"

// Kept from being seen through, as the functions of a user's steps are.
__attribute__((noinline)) static long addOne(long number) {
    __asm__ volatile("" : "+r"(number));
    return number + 1;
}

static void load(void *scratch, long number, void *row) {
    (void)scratch;
    *(float *)row = (float)addOne(number);
}

static void chain(long items) {
    long (*volatile steps[5])(long) = {addOne, addOne, addOne, addOne, addOne};
    double start = now();
    volatile long last = 0;
    for (long i = 0; i < items; i++) {
        long number = i;
        for (int k = 0; k < 5; k++) number = steps[k](number);
        last = number;
    }
    (void)last;
    report("W4", "function pointers", 0, 0, items, start, 0);
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "items WORK ITEMS THREADS BATCH\n");
        return 64;
    }
    if (!strcmp(arguments[1], "W4")) {
        chain(atol(arguments[2]));
        return 0;
    }
    runLoop((Loop){
        .work = "W2", .variant = "a lock an item", .items = atol(arguments[2]), .threads = atol(arguments[3]),
        .batch = atol(arguments[4]), .rowBytes = sizeof(float), .ring = 64, .load = load});
}
