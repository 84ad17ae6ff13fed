// Calls that Swift's Glibc module leaves out, since it is made without _GNU_SOURCE.
#ifndef GRAPHBOOK_PROCESSES_H
#define GRAPHBOOK_PROCESSES_H

/// pipe2 with O_CLOEXEC.
int graphbook_pipe(int ends[2]);

/// posix_spawn_file_actions_addchdir_np.
int graphbook_spawn_in(void *actions, const char *folder);

#endif
