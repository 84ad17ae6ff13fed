#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "discovery.h"

// What Linux has and Swift's Glibc module does not show. Its users are
// GraphbookEngine/Platform.swift and GraphbookSupervisor/System.

/// Cores this process may run on, 1 or more.
int graphbook_core_count(void);
/// Anonymous memory that can be mapped by other processes; its size can grow. -1 with errno on failure.
int graphbook_memory_file(const char *_Nonnull name);
/// The calling process gets `signal` when the thread that started it ends.
int graphbook_end_with_parent(int signal);
/// Whether a process that was waited for exited, with which status, or by which signal it died.
int graphbook_exited(int status);
int graphbook_exit_status(int status);
int graphbook_signal(int status);
/// Shows in debuggers and `top -H`.
void graphbook_name_thread(const char *_Nonnull name);
/// A pipe whose ends are not handed on to other programs. -1 with errno on failure.
int graphbook_pipe(int *_Nonnull ends);
/// Makes posix_spawn start a program in a folder; `actions` is a posix_spawn_file_actions_t. An error number, or 0.
int graphbook_spawn_in(void *_Nonnull actions, const char *_Nonnull folder);
/// Prints line by line, so that little is lost when the process dies.
void graphbook_print_by_line(void);
/// Writes what was printed and is still in a buffer.
void graphbook_flush_output(void);
