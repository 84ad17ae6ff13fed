#define _GNU_SOURCE
#include "processes.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

int graphbook_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int graphbook_spawn_in(void *actions, const char *folder) {
    return posix_spawn_file_actions_addchdir_np(actions, folder);
}
