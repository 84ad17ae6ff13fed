#define _GNU_SOURCE
#include "discovery.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct search {
    const char *name;
    graphbook_section_reader read;
    void *context;
};

/// Whether the image's loaded segments have these addresses. They have not when the file was replaced since it was
/// loaded.
static bool is_loaded(const struct dl_phdr_info *image, ElfW(Addr) start, size_t byte_count) {
    for (int i = 0; i < image->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &image->dlpi_phdr[i];
        if (segment->p_type == PT_LOAD && start >= segment->p_vaddr
            && start + byte_count <= segment->p_vaddr + segment->p_memsz)
            return true;
    }
    return false;
}

static void search_file(const unsigned char *file, size_t size, const struct dl_phdr_info *image, struct search *search) {
    const ElfW(Ehdr) *header = (const void *)file;
    if (size < sizeof *header || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return;
    if (header->e_shentsize != sizeof(ElfW(Shdr)) || header->e_shstrndx >= header->e_shnum) return;
    if (header->e_shoff > size || header->e_shnum * sizeof(ElfW(Shdr)) > size - header->e_shoff) return;
    const ElfW(Shdr) *sections = (const void *)(file + header->e_shoff);
    const ElfW(Shdr) *names = &sections[header->e_shstrndx];
    if (names->sh_offset > size || names->sh_size > size - names->sh_offset) return;

    size_t length = strlen(search->name) + 1;
    for (int i = 0; i < header->e_shnum; i++) {
        const ElfW(Shdr) *section = &sections[i];
        if (!(section->sh_flags & SHF_ALLOC)) continue;
        if (section->sh_name > names->sh_size || length > names->sh_size - section->sh_name) continue;
        if (memcmp(file + names->sh_offset + section->sh_name, search->name, length) != 0) continue;
        if (is_loaded(image, section->sh_addr, section->sh_size))
            search->read((const void *)(image->dlpi_addr + section->sh_addr), section->sh_size, search->context);
    }
}

// The table of sections is not loaded with the image: it is read from the file.
static int search_image(struct dl_phdr_info *image, size_t info_size, void *context) {
    (void)info_size;
    const char *path = image->dlpi_name && image->dlpi_name[0] ? image->dlpi_name : "/proc/self/exe";
    if (!strchr(path, '/')) return 0;  // the kernel's own image has no file
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return 0;
    struct stat status;
    if (fstat(descriptor, &status) == 0 && status.st_size > 0) {
        size_t size = (size_t)status.st_size;
        void *file = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (file != MAP_FAILED) {
            search_file(file, size, image, context);
            munmap(file, size);
        }
    }
    close(descriptor);
    return 0;
}

void graphbook_sections(const char *name, graphbook_section_reader read, void *context) {
    struct search search = {name, read, context};
    dl_iterate_phdr(search_image, &search);
}
