/* chunks/ds.h: tangled from book/1-credit/first.nw; change it there. */
#ifndef DS_H
#define DS_H
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* Sizes and indices are signed: a loop may count down to -1. */
typedef ptrdiff_t ds_idx;

/* A caller's mistake ends the program, naming function, condition and
 * the place in the book. */
#define DS_REQUIRE(cond) \
    ((cond) ? (void)0 : ds_mistake(__func__, #cond, __FILE__, __LINE__))
static inline void ds_mistake(const char *function, const char *cond,
                              const char *file, int line)
{
    fprintf(stderr, "%s: required: %s (%s:%d)\n", function, cond, file,
            line);
    abort();
}
/* ds.h: a hole in an exercise */

/* The place in an exercise where the learner's code goes. */
#define DS_HOLE(text) (fprintf(stderr, "hole: %s\n", text), exit(77))
#endif
