/* tests/chk.h: tangled from book/9-back/harness.nw; change it there. */
#ifndef CHK_H
#define CHK_H
#include <stdint.h>
#include "ds.h"

/* chk — checks that write a record to the file named by DS_LEDGER.
 *   id        the claim, "chapter.name"
 * Returns  1 when the check holds, 0 when not; NaN never holds.
 * Errors   a ledger that cannot be written ends the program, status 2.
 * Cost     one open, write and close a record; nothing if DS_LEDGER
 *          is not set. Derived in {harness}. */
/* private: where a check stands */
#define CHK_TEXT1(x) #x
#define CHK_TEXT(x) CHK_TEXT1(x)
#define CHK_HERE __FILE__ ":" CHK_TEXT(__LINE__)
/* the checks, as macros that know their place */
#define chk_le(id, measured, bound) \
    chk_le_at(CHK_HERE, id, measured, bound)
#define chk_ge(id, measured, bound) \
    chk_ge_at(CHK_HERE, id, measured, bound)
#define chk_near(id, measured, want, tol) \
    chk_near_at(CHK_HERE, id, measured, want, tol)
#define chk_value(id, value) chk_value_at(CHK_HERE, id, value)
int chk_le_at(const char *place, const char *id, double measured,
              double bound);
int chk_ge_at(const char *place, const char *id, double measured,
              double bound);
int chk_near_at(const char *place, const char *id, double measured,
                double want, double tol);
void chk_value_at(const char *place, const char *id, double value);
#define chk_slope(id, n, x, y, want, tol, r2min) \
    chk_slope_at(CHK_HERE, id, n, x, y, want, tol, r2min)
int chk_slope_at(const char *place, const char *id, ds_idx n,
                 const double x[], const double y[], double want,
                 double tol, double r2min);
double chk_fit(ds_idx n, const double x[], const double y[],
               double *r2);
#define chk_all(id, held, trials) chk_all_at(CHK_HERE, id, held, trials)
#define chk_prop(id, trials, seed, holds, ctx) \
    chk_prop_at(CHK_HERE, id, trials, seed, holds, ctx)
int chk_all_at(const char *place, const char *id, long held,
               long trials);
int chk_prop_at(const char *place, const char *id, long trials,
                uint64_t seed, int (*holds)(uint64_t seed, void *ctx),
                void *ctx);
/* numbers for test inputs */
uint64_t chk_next(uint64_t *state);   /* SplitMix64, 64 bits          */
double chk_unif(uint64_t *state);     /* [0,1), multiples of 2^-53    */
#endif
