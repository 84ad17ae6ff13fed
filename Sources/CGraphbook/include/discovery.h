#pragma once
#include <stddef.h>

/// One stretch of memory; `context` is what the caller of `graphbook_sections` handed in.
typedef void (*graphbook_section_reader)(const void *_Nonnull start, size_t byte_count, void *_Nullable context);

/// Hands over the section of this name of every executable and library that is loaded into the process.
void graphbook_sections(
    const char *_Nonnull name, graphbook_section_reader _Nonnull read, void *_Nullable context);
