/* eig_lapack.c — LAPACK: dsyev (QR on the tridiagonal matrix) and dsyevd (divide and conquer).
 * In LAPACK's order, columns first, an eigenvector is a row of ours. */
#include <string.h>
#include <lapacke.h>
#include "eig_peer.h"

static int qr(int n, double *A, double *w, double *V)
{
    memcpy(V, A, sizeof *V * (size_t)n * (size_t)n);
    return LAPACKE_dsyev(LAPACK_COL_MAJOR, 'V', 'U', n, V, n, w);
}
static int dc(int n, double *A, double *w, double *V)
{
    memcpy(V, A, sizeof *V * (size_t)n * (size_t)n);
    return LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'U', n, V, n, w);
}
const method methods[] = {{"dsyev", qr}, {"dsyevd", dc}, {NULL, NULL}};
