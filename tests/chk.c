/* tests/chk.c: tangled from book/9-back/harness.nw; change it there. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "chk.h"

/* append a line in one write */
static int append(const char *path, const char *line, size_t n)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (fd < 0)
        return 0;
    ssize_t written = write(fd, line, n);
    return close(fd) == 0 && written == (ssize_t)n;
}
/* write one record, or stop */
static void record(const char *place, const char *id, const char *kind,
                   double measured, const char *bound,
                   const char *verdict)
{
    const char *path = getenv("DS_LEDGER");
    if (!path)
        return;
    char line[512];
    int n = snprintf(line, sizeof line, "%s\t%s\t%.17g\t%s\t%s\t%s\n",
                     id, kind, measured, bound, verdict, place);
    if (n < 0 || (size_t)n >= sizeof line)
        errno = EMSGSIZE;
    else if (append(path, line, (size_t)n))
        return;
    fprintf(stderr, "chk: cannot write %s: %s\n", path, strerror(errno));
    exit(2);
}
/* compare */
static int verdict(const char *place, const char *id, const char *kind,
                   double measured, const char *bound, int holds)
{
    record(place, id, kind, measured, bound, holds ? "pass" : "fail");
    return holds;
}

int chk_le_at(const char *place, const char *id, double measured,
              double bound)
{
    char text[64];
    snprintf(text, sizeof text, "<= %.6g", bound);
    return verdict(place, id, "numeric", measured, text,
                   measured <= bound);
}

int chk_ge_at(const char *place, const char *id, double measured,
              double bound)
{
    char text[64];
    snprintf(text, sizeof text, ">= %.6g", bound);
    return verdict(place, id, "numeric", measured, text,
                   measured >= bound);
}

int chk_near_at(const char *place, const char *id, double measured,
                double want, double tol)
{
    char text[64];
    snprintf(text, sizeof text, "%.9g ± %.3g", want, tol);
    return verdict(place, id, "numeric", measured, text,
                   fabs(measured - want) <= tol);
}

void chk_value_at(const char *place, const char *id, double value)
{
    record(place, id, "value", value, "", "value");
}
/* fit a slope */
double chk_fit(ds_idx n, const double x[], const double y[],
               double *r2)
{
    double mx = 0, my = 0, sxx = 0, sxy = 0, syy = 0;
    for (ds_idx i = 0; i < n; i++) {
        mx += log(x[i]) / (double)n;
        my += log(y[i]) / (double)n;
    }
    for (ds_idx i = 0; i < n; i++) {
        double dx = log(x[i]) - mx, dy = log(y[i]) - my;
        sxx += dx * dx;
        sxy += dx * dy;
        syy += dy * dy;
    }
    *r2 = sxy * sxy / (sxx * syy);
    return sxy / sxx;
}
int chk_slope_at(const char *place, const char *id, ds_idx n,
                 const double x[], const double y[], double want,
                 double tol, double r2min)
{
    double r2, slope = chk_fit(n, x, y, &r2);
    char text[96];
    snprintf(text, sizeof text, "%g ± %g, R² >= %g", want, tol, r2min);
    return verdict(place, id, "order", slope, text,
                   fabs(slope - want) <= tol && r2 >= r2min);
}
/* run a property */
int chk_all_at(const char *place, const char *id, long held,
               long trials)
{
    char text[64];
    snprintf(text, sizeof text, "%ld of %ld", trials, trials);
    return verdict(place, id, "property", (double)held, text,
                   trials > 0 && held == trials);
}

int chk_prop_at(const char *place, const char *id, long trials,
                uint64_t seed, int (*holds)(uint64_t seed, void *ctx),
                void *ctx)
{
    long held = 0;
    for (long k = 0; k < trials; k++) {
        uint64_t s = chk_next(&seed);
        if (holds(s, ctx))
            held++;
        else
            fprintf(stderr, "%s: fails at seed %llu\n", id,
                    (unsigned long long)s);
    }
    return chk_all_at(place, id, held, trials);
}

uint64_t chk_next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double chk_unif(uint64_t *state)
{
    return (double)(chk_next(state) >> 11) * 0x1p-53;
}
