/* eig_gsl.c — GSL's eigen_symmv (QR on the tridiagonal matrix); it returns eigenvectors as columns. */
#include <gsl/gsl_eigen.h>
#include "eig_peer.h"

static int symmv(int n, double *A, double *w, double *V)
{
    gsl_matrix_view a = gsl_matrix_view_array(A, (size_t)n, (size_t)n);
    gsl_matrix_view v = gsl_matrix_view_array(V, (size_t)n, (size_t)n);
    gsl_vector_view e = gsl_vector_view_array(w, (size_t)n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc((size_t)n);
    if (!work) return 1;
    int bad = gsl_eigen_symmv(&a.matrix, &e.vector, &v.matrix, work);
    gsl_eigen_symmv_free(work);
    return bad || gsl_matrix_transpose(&v.matrix);
}
const method methods[] = {{"symmv", symmv}, {NULL, NULL}};
