# figures/first_cobweb.gp: tangled from book/1-credit/first.nw; change it there.
size = 'full'; height = 2.1; load 'book/press/figure.gp'
set multiplot layout 1,3
set lmargin 3; set rmargin 2; set tmargin 2; set bmargin 2
set xrange [-1.15:1.15]; set yrange [-1.15:1.15]
set border 0; unset xtics; unset ytics
set arrow 1 from -1.15,0 to 1.15,0 nohead lc rgb hair lw 0.5
set arrow 2 from 0,-1.15 to 0,1.15 nohead lc rgb hair lw 0.5
array P[3] = [0.5, 1.5, 2.2]
do for [p=1:3] {
  set label 1 sprintf('$\eta\lambda = %.1f$', P[p]) at graph 0.04, 1.06
  set label 2 '$x$' at 1.08, -0.1
  plot x with lines lc rgb hair lw 1, \
       (1 - P[p]) * x with lines lc rgb s1 lw 1.3 dt solid, \
       data index p-1 using 1:2 with lines lc rgb s2 lw 1.6 dt solid
}
unset multiplot
