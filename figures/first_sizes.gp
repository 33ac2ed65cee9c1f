# figures/first_sizes.gp: tangled from book/1-credit/first.nw; change it there.
size = 'text'; height = 2.3; load 'book/press/figure.gp'
set lmargin 7; set rmargin 8; set tmargin 0.6; set bmargin 2.6
set logscale y; set yrange [1e-4:1e6]; set xrange [0:50]
set ytics 1e-4, 100, 1e6 format '$10^{%T}$'
set xtics 0, 10, 50
set label '$|x_k|$' at graph 0.03, 0.95
set label 'step $k$' at graph 0.5, -0.16 center
set label '$2.2$' at 50.6, 91e3 textcolor rgb s2
set label '$2$' at 50.6, 10 textcolor rgb s4
set label '$0.2$, $1.8$' at 50.6, 1.4e-4 textcolor rgb s1
plot data index 0 using 1:2 with lines lt 1, \
     data index 1 every 4 using 1:2 with points lt 3 lc rgb s3, \
     data index 2 using 1:2 with lines lt 4, \
     data index 3 using 1:2 with lines lt 2
