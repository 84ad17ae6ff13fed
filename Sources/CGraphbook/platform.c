#define _GNU_SOURCE
#include "CGraphbook.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int graphbook_core_count(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
    return CPU_COUNT(&cores);
}

int graphbook_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int graphbook_end_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

int graphbook_exited(int status) { return WIFEXITED(status); }
int graphbook_exit_status(int status) { return WEXITSTATUS(status); }
int graphbook_signal(int status) { return WTERMSIG(status); }

void graphbook_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

int graphbook_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

int graphbook_spawn_in(void *actions, const char *folder) {
    return posix_spawn_file_actions_addchdir_np(actions, folder);
}

void graphbook_print_by_line(void) { setvbuf(stdout, NULL, _IOLBF, 0); }
void graphbook_flush_output(void) { fflush(stdout); }
