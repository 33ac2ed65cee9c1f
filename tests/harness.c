/* tests/harness.c: tangled from book/9-back/harness.nw; change it there. */
#define _POSIX_C_SOURCE 200809L
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "chk.h"

/* silence the ledger while a check is checked */
static char ledger[4096];
static void hush(void)
{
    const char *path = getenv("DS_LEDGER");
    snprintf(ledger, sizeof ledger, "%s", path ? path : "");
    unsetenv("DS_LEDGER");
}
static void listen(void)
{
    if (ledger[0])
        setenv("DS_LEDGER", ledger, 1);
}
Test(harness, nan)
{
    long refused = 0;
    hush();
    refused += !chk_le("x", NAN, 1);
    refused += !chk_le("x", 1, NAN);
    refused += !chk_ge("x", NAN, 1);
    refused += !chk_ge("x", 1, NAN);
    refused += !chk_near("x", NAN, 1, 1);
    refused += !chk_near("x", 1, NAN, 1);
    refused += !chk_near("x", 1, 1, NAN);
    refused += !chk_near("x", INFINITY, INFINITY, 1);
    listen();
    cr_expect(chk_all("harness.nan", refused, 8));
}

static long records(const char *path, const char *fields)
{
    char line[512];
    long n = 0;
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        n += strstr(line, fields) == line;
    if (f)
        fclose(f);
    return n;
}

Test(harness, negative)
{
    char path[] = "/tmp/descent-XXXXXX";
    cr_assert(mkstemp(path) >= 0);
    hush();
    setenv("DS_LEDGER", path, 1);
    int held = chk_le("x.false", 2, 1);
    unsetenv("DS_LEDGER");
    long found = records(path,
                         "x.false\tnumeric\t2\t<= 1\tfail\tbook/");
    remove(path);
    listen();
    cr_expect(chk_all("harness.negative", found == 1 && !held, 1));
}

Test(harness, whole)
{
    char path[] = "/tmp/descent-XXXXXX";
    cr_assert(mkstemp(path) >= 0);
    hush();
    setenv("DS_LEDGER", path, 1);
    for (int child = 0; child < 4; child++)
        if (fork() == 0) {
            for (int k = 0; k < 250; k++)
                chk_value("x.race", 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    unsetenv("DS_LEDGER");
    long whole = records(path, "x.race\tvalue\t1\t\tvalue\tbook/");
    remove(path);
    listen();
    cr_expect(chk_all("harness.whole", whole, 1000));
}

static double h[17], y[17];
static void powers(double p)
{
    for (int i = 0; i < 17; i++) {
        h[i] = ldexp(1, -i);
        y[i] = 3 * pow(h[i], p);
    }
}

Test(harness, powers)
{
    const double p[] = {-1.5, -1, 0.5, 1, 2, 4};
    double worst = 0, r2;
    long refused = 0;
    for (int k = 0; k < 6; k++) {
        powers(p[k]);
        worst = fmax(worst, fabs(chk_fit(17, h, y, &r2) - p[k]));
        hush();
        refused += !chk_slope("x", 17, h, y, p[k] + 0.02, 0.01, 0.999);
        refused += !chk_slope("x", 17, h, y, p[k] - 0.02, 0.01, 0.999);
        listen();
    }
    cr_expect(chk_le("harness.powers", worst, 1e-12));
    cr_expect(chk_all("harness.refuses", refused, 12));
}

Test(harness, regimes)
{
    double r2;
    powers(1);
    for (int i = 8; i < 17; i++)
        y[i] = y[8] * pow(h[i] / h[8], 2);
    chk_fit(17, h, y, &r2);
    cr_expect(chk_le("harness.regimes", r2, 0.999));
}

Test(harness, splitmix)
{
    const uint64_t published[] = {
        6457827717110365317u, 3203168211198807973u,
        9817491932198370423u, 4593380528125082431u,
        16408922859458223821u};
    uint64_t state = 1234567;
    long same = 0;
    for (int k = 0; k < 5; k++)
        same += chk_next(&state) == published[k];
    cr_expect(chk_all("harness.splitmix", same, 5));
}
