#define RESIZE_STRIP resize_strip_in_words_portable
#include "resize_words.h"
