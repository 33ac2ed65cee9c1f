/* eig_peer.h — the task of the eigenvalue solvers: all eigenvalues and eigenvectors of a full symmetric matrix.
 * A peer is one file with a list of methods; eig.c times them and judges their results. */
#ifndef EIG_PEER_H
#define EIG_PEER_H
typedef struct {
    const char *name;
    /* A (n, n) symmetric, may be destroyed; w (n) out, in any order; row j of V (n, n) out belongs to w[j]; 0 if fine */
    int (*solve)(int n, double *A, double *w, double *V);
} method;
extern const method methods[];          /* ends with a NULL name */
#endif
