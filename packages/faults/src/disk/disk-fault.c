/*
 * A disk that fails when it is told to. Preloaded into a process, it looks at the first letter of a file before every
 * call that changes something under one folder. It is written for tests on Linux.
 *
 *   DISK_FAULT_FOLDER   whose files
 *   DISK_FAULT_CONTROL  the file that says how: f full (ENOSPC), h full after half of what was to be written,
 *                       e failing to write (EIO), s failing to sync (EIO), r read-only (EROFS); else nothing
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_inside(const char *path) {
  const char *folder = getenv("DISK_FAULT_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  return length > 0 && strncmp(path, folder, length) == 0 && path[length] == '/';
}

static int is_watched(int descriptor) {
  char own[64], path[PATH_MAX];
  snprintf(own, sizeof own, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(own, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_inside(path);
}

static char mode(void) {
  const char *control = getenv("DISK_FAULT_CONTROL");
  int descriptor = control ? REAL(open)(control, O_RDONLY) : -1;
  char letter = 0;
  if (descriptor < 0) return 0;
  if (read(descriptor, &letter, 1) != 1) letter = 0;
  REAL(close)(descriptor);
  return letter;
}

static int fault_of_writing(int descriptor) {
  if (!is_watched(descriptor)) return 0;
  switch (mode()) {
    case 'f': case 'h': return ENOSPC;
    case 'e': return EIO;
    case 'r': return EROFS;
    default: return 0;
  }
}

#define FAIL_IF(error) do { int code = error; if (code) { errno = code; return -1; } } while (0)

#define PWRITE(name, offset)                                                     \
  ssize_t name(int descriptor, const void *from, size_t length, offset at) {     \
    int cause = fault_of_writing(descriptor);                                    \
    if (cause == ENOSPC && mode() == 'h' && length > 1)                          \
      return REAL(name)(descriptor, from, length / 2, at);                       \
    FAIL_IF(cause);                                                              \
    return REAL(name)(descriptor, from, length, at);                             \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *from, size_t length) {
  FAIL_IF(fault_of_writing(descriptor));
  return REAL(write)(descriptor, from, length);
}

int ftruncate(int descriptor, off_t length) {
  FAIL_IF(fault_of_writing(descriptor));
  return REAL(ftruncate)(descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
  FAIL_IF(fault_of_writing(descriptor));
  return REAL(ftruncate64)(descriptor, length);
}

#define SYNC(name)                                                               \
  int name(int descriptor) {                                                     \
    FAIL_IF(is_watched(descriptor) && mode() == 's' ? EIO : 0);                  \
    return REAL(name)(descriptor);                                               \
  }
SYNC(fsync)
SYNC(fdatasync)

#define OPEN(name)                                                               \
  int name(const char *path, int flags, ...) {                                   \
    va_list rest;                                                                \
    va_start(rest, flags);                                                       \
    mode_t permissions = flags & O_CREAT ? va_arg(rest, mode_t) : 0;             \
    va_end(rest);                                                                \
    int writes = (flags & O_ACCMODE) != O_RDONLY;                                \
    FAIL_IF(writes && is_inside(path) && mode() == 'r' ? EROFS : 0);             \
    return REAL(name)(path, flags, permissions);                                 \
  }
OPEN(open)
OPEN(open64)
