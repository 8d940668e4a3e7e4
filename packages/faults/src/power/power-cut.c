/*
 * Cuts the power, as far as the files under one folder can tell. Preloaded into a process, it lets everything that is
 * written pass, and remembers what each sector held when its file was synced last. At the cut it puts some of the
 * sectors that were not synced back, takes back some of the latest changes of the folder (files made, removed)
 * that were not synced either, and ends the process. It is written for tests on Linux.
 *
 *   POWER_CUT_FOLDER   whose files
 *   POWER_CUT_AFTER    at which call that writes or syncs, counted from 1; 0 for never
 *   POWER_CUT_SEED     decides which sectors are lost
 *   POWER_CUT_SECTOR   bytes that reach the disk together or not at all; 512 or 4096
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum { MOST_DESCRIPTORS = 65536, MOST_FILES = 256, MOST_CHANGES = 256, BUCKETS = 4096, LARGEST_SECTOR = 4096 };

/* What a sector held when its file was synced last. */
struct sector {
  off_t at;
  ssize_t length;
  unsigned char before[LARGEST_SECTOR];
  struct sector *next;
};

struct file {
  char path[PATH_MAX];
  dev_t device;
  ino_t inode;
  off_t durable_size;
  struct sector *sectors[BUCKETS];
};

/* A change of the folder that a sync of the folder makes durable. `kept` is another name for what was removed. */
struct change {
  enum { MADE, REMOVED } kind;
  char path[PATH_MAX];
  char kept[PATH_MAX];
};

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static struct file *files[MOST_FILES];
static int file_count, kept_names;
static struct file *file_of[MOST_DESCRIPTORS];
static char is_folder[MOST_DESCRIPTORS];
static struct change changes[MOST_CHANGES];
static int change_count;
static char folder[PATH_MAX];
static long calls, cut_after;
static size_t sector_size = 4096;
static uint64_t chance_state;

static double chance(void) {
  chance_state ^= chance_state << 13;
  chance_state ^= chance_state >> 7;
  chance_state ^= chance_state << 17;
  return (double)(chance_state >> 11) / (double)(1ULL << 53);
}

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("POWER_CUT_FOLDER");
  if (!name || !realpath(name, folder)) folder[0] = 0;
  const char *after = getenv("POWER_CUT_AFTER"), *seed = getenv("POWER_CUT_SEED"), *size = getenv("POWER_CUT_SECTOR");
  if (after) cut_after = atol(after);
  if (size && atoi(size) == 512) sector_size = 512;
  chance_state = (seed ? strtoull(seed, 0, 10) : 1) * 0x9e3779b97f4a7c15ULL + 1;
  for (int i = 0; i < 8; i++) chance();
}

/* The shared memory of the WAL is no file: it is made anew when the first process comes. */
static int is_watched(const char *path, char *whole) {
  if (!folder[0] || path[0] != '/') return 0;
  snprintf(whole, PATH_MAX, "%s", path);
  size_t length = strlen(folder), all = strlen(whole);
  if (strncmp(whole, folder, length) != 0 || (whole[length] != '/' && whole[length] != 0)) return 0;
  return !(all > 4 && strcmp(whole + all - 4, "-shm") == 0);
}

static struct file *file_at(int descriptor, const char *path) {
  struct stat now;
  if (fstat(descriptor, &now) != 0 || !S_ISREG(now.st_mode)) return NULL;
  for (int i = 0; i < file_count; i++)
    if (files[i]->device == now.st_dev && files[i]->inode == now.st_ino) return files[i];
  if (file_count == MOST_FILES) abort();
  struct file *file = calloc(1, sizeof *file);
  snprintf(file->path, PATH_MAX, "%s", path);
  file->device = now.st_dev;
  file->inode = now.st_ino;
  file->durable_size = now.st_size;
  return files[file_count++] = file;
}

static struct file *watched(int descriptor) {
  return descriptor >= 0 && descriptor < MOST_DESCRIPTORS ? file_of[descriptor] : NULL;
}

/* Remembers the sectors of a range as they are durable, before the range is written. */
static void remember(int descriptor, struct file *file, off_t from, off_t to) {
  for (off_t at = from - from % (off_t)sector_size; at < to; at += (off_t)sector_size) {
    struct sector **place = &file->sectors[(at / (off_t)sector_size) % BUCKETS];
    struct sector *known = *place;
    while (known && known->at != at) known = known->next;
    if (known) continue;
    struct sector *one = calloc(1, sizeof *one);
    one->at = at;
    off_t left = file->durable_size - at;
    size_t length = left <= 0 ? 0 : left < (off_t)sector_size ? (size_t)left : sector_size;
    one->length = length ? pread(descriptor, one->before, length, at) : 0;
    one->next = *place;
    *place = one;
  }
}

static void forget_sectors(struct file *file) {
  for (int i = 0; i < BUCKETS; i++)
    while (file->sectors[i]) {
      struct sector *one = file->sectors[i];
      file->sectors[i] = one->next;
      free(one);
    }
}

/* Each sector that was not synced may be lost, and so may the size that the file has come to. */
static void lose_sectors(struct file *file, double share) {
  int descriptor = REAL(open)(file->path, O_RDWR);
  struct stat now;
  if (descriptor < 0) return;
  if (fstat(descriptor, &now) == 0 && now.st_ino == file->inode) {
    off_t written = now.st_size, size = chance() < share ? file->durable_size : written;
    if (size != written) (void)!REAL(ftruncate)(descriptor, size);
    for (int i = 0; i < BUCKETS; i++)
      for (struct sector *one = file->sectors[i]; one; one = one->next) {
        /* What was cut off a file is whole again when its old size is back. */
        if (one->at < written && chance() >= share) continue;
        unsigned char before[LARGEST_SECTOR] = {0};
        memcpy(before, one->before, (size_t)(one->length > 0 ? one->length : 0));
        off_t left = size - one->at;
        size_t length = left <= 0 ? 0 : left < (off_t)sector_size ? (size_t)left : sector_size;
        if (length) (void)!REAL(pwrite)(descriptor, before, length, one->at);
      }
  }
  REAL(close)(descriptor);
}

static void take_back(const struct change *change) {
  if (change->kind == MADE) REAL(unlink)(change->path);
  if (change->kept[0]) rename(change->kept, change->path);
}

/* Sectors are lost under the names that the files have now; names go back afterwards. */
static void cut(void) {
  /* How much was still on its way: everything, or any part of it. */
  double share = chance() < 0.25 ? 1 : chance();
  for (int i = 0; i < file_count; i++) lose_sectors(files[i], share);
  int lost = (int)(chance() * (change_count + 1));
  while (lost-- > 0 && change_count > 0) take_back(&changes[--change_count]);
  _exit(137);
}

static void count_call(void) {
  calls++;
  if (cut_after > 0 && calls >= cut_after) cut();
}

static void note(int kind, const char *path, const char *kept) {
  if (change_count == MOST_CHANGES) abort();
  struct change *one = &changes[change_count++];
  one->kind = kind;
  snprintf(one->path, PATH_MAX, "%s", path);
  snprintf(one->kept, PATH_MAX, "%s", kept ? kept : "");
}

/* Keeps what is about to lose its name under another one, until the folder is synced. */
static void keep(const char *path, char *kept) {
  snprintf(kept, PATH_MAX, "%.4000s.cut-%d-%d", path, (int)getpid(), kept_names++);
  if (link(path, kept) != 0) kept[0] = 0;
  for (int i = 0; kept[0] && i < file_count; i++)
    if (strcmp(files[i]->path, path) == 0) snprintf(files[i]->path, PATH_MAX, "%s", kept);
}

static void folder_is_durable(void) {
  for (int i = 0; i < change_count; i++) {
    if (!changes[i].kept[0]) continue;
    REAL(unlink)(changes[i].kept);
    /* Its number may be given to another file from now on. */
    for (int f = 0; f < file_count; f++)
      if (strcmp(files[f]->path, changes[i].kept) == 0) files[f]->inode = 0;
  }
  change_count = 0;
}

static int opened(int descriptor, const char *whole, int was_there) {
  if (descriptor < 0 || descriptor >= MOST_DESCRIPTORS) return descriptor;
  struct stat now;
  is_folder[descriptor] = fstat(descriptor, &now) == 0 && S_ISDIR(now.st_mode);
  file_of[descriptor] = file_at(descriptor, whole);
  if (file_of[descriptor] && !was_there) note(MADE, whole, NULL);
  return descriptor;
}

#define OPEN(name)                                                                    \
  int name(const char *path, int flags, ...) {                                        \
    va_list rest;                                                                     \
    va_start(rest, flags);                                                            \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                         \
    va_end(rest);                                                                     \
    char whole[PATH_MAX];                                                             \
    if (!is_watched(path, whole)) return REAL(name)(path, flags, mode);               \
    pthread_mutex_lock(&lock);                                                        \
    int was_there = access(whole, F_OK) == 0;                                         \
    int descriptor = opened(REAL(name)(path, flags & ~O_TRUNC, mode), whole, was_there); \
    if (descriptor >= 0 && flags & O_TRUNC) ftruncate(descriptor, 0);                 \
    pthread_mutex_unlock(&lock);                                                      \
    return descriptor;                                                                \
  }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
  if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS) {
    file_of[descriptor] = NULL;
    is_folder[descriptor] = 0;
  }
  return REAL(close)(descriptor);
}

/* Runs a call that changes a range of a watched file. */
#define CHANGING(result, from, to, call)               \
  struct file *file = watched(descriptor);             \
  if (!file) return call;                              \
  pthread_mutex_lock(&lock);                           \
  remember(descriptor, file, from, to);                \
  count_call();                                        \
  result done = call;                                  \
  pthread_mutex_unlock(&lock);                         \
  return done;

#define PWRITE(name, offset)                                                                  \
  ssize_t name(int descriptor, const void *from, size_t length, offset at) {                  \
    CHANGING(ssize_t, at, at + (off_t)length, REAL(name)(descriptor, from, length, at))       \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *from, size_t length) {
  off_t at = watched(descriptor) ? lseek(descriptor, 0, SEEK_CUR) : 0;
  CHANGING(ssize_t, at, at + (off_t)length, REAL(write)(descriptor, from, length))
}

static off_t size_of(int descriptor) {
  struct stat now;
  return fstat(descriptor, &now) == 0 ? now.st_size : 0;
}

#define FTRUNCATE(name, offset)                                                               \
  int name(int descriptor, offset length) {                                                   \
    CHANGING(int, length, size_of(descriptor), REAL(name)(descriptor, length))                \
  }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                     \
  int name(int descriptor) {                           \
    struct file *file = watched(descriptor);           \
    int folder_too = descriptor >= 0 && descriptor < MOST_DESCRIPTORS && is_folder[descriptor]; \
    if (!file && !folder_too) return REAL(name)(descriptor); \
    pthread_mutex_lock(&lock);                         \
    count_call();                                      \
    if (file) {                                        \
      forget_sectors(file);                            \
      file->durable_size = size_of(descriptor);        \
    } else folder_is_durable();                        \
    pthread_mutex_unlock(&lock);                       \
    return 0;                                          \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  char whole[PATH_MAX], kept[PATH_MAX] = "";
  if (!is_watched(path, whole)) return REAL(unlink)(path);
  pthread_mutex_lock(&lock);
  count_call();
  keep(whole, kept);
  int done = REAL(unlink)(path);
  if (done == 0) note(REMOVED, whole, kept);
  pthread_mutex_unlock(&lock);
  return done;
}
