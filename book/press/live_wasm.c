/* What a page of the web edition calls: see live.js and the appendix "Figures that move". */
#include "fig.h"
#define EXPORT(name) __attribute__((export_name(#name))) name
extern const fig_figure *const live_figure[];
static double in[32], out[FIG_ROOM];
static char text[64];

double *EXPORT(live_in)(void) { return in; }
double *EXPORT(live_out)(void) { return out; }
long EXPORT(live_run)(int figure, int layer)
{
    return fig_run(live_figure[figure], layer, in, out, FIG_ROOM);
}
const char *EXPORT(live_show)(int figure, int layer)
{
    fig_show(live_figure[figure], layer, in, text);
    return text;
}
