/* The same calls from a terminal: FIGURE VALUE..., one a line on standard input; answers with the
 * bits of every row and with the numbers shown. Linked with musl by wasm.sh, for the tests. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "fig.h"
extern const fig_figure *const live_figure[];
static double in[32], out[FIG_ROOM];

int main(void)
{
    static char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        char *rest, *end;
        const fig_figure *f = live_figure[strtol(line, &rest, 10)];
        for (int i = 0; i < f->sliders; i++, rest = end)
            in[i] = strtod(rest, &end);
        for (int k = 0; k < f->layers; k++) {
            long n = fig_run(f, k, in, out, FIG_ROOM) * f->layer[k].columns;
            uint64_t hash = 1469598103934665603u;       /* FNV-1a over words; a NaN counts as one word */
            for (long i = 0; i < n; i++) {
                uint64_t w;
                memcpy(&w, &out[i], 8);
                hash = (hash ^ (out[i] != out[i] ? 1 : w)) * 1099511628211u;
            }
            char text[64] = "";
            if (f->layer[k].format) fig_show(f, k, in, text);
            printf("%ld\t%016llx\t%s\n", n, (unsigned long long)hash, text);
        }
    }
    return 0;
}
