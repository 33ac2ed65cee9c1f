# figures/first_basins.gp: tangled from book/1-credit/first.nw; change it there.
size = 'text'; height = 2.5; load 'book/press/figure.gp'
set lmargin 4; set rmargin 2; set tmargin 0.6; set bmargin 2.6
set xrange [-1.6:1.6]; set yrange [-2.4:2.0]
set xtics -1, 1, 1; set ytics -2, 1, 1
set label '$f(x)$' at graph 0.08, 0.95
set label '$x$' at graph 0.97, -0.13
set label '$g$' at -1.107, -2.27 center
set label '$h$' at 0.27, 0.42 center
set label '$s$' at 0.838, -0.42 center
plot data index 0 using 1:2 with lines lc rgb s1 lw 1.3 dt solid, \
     data index 1 using 1:2 with lines lc rgb s2 lw 1.3 dt (10,4), \
     data index 2 using 1:2 with points pt 7 ps 0.3 lc rgb s1, \
     data index 3 using 1:2 with points pt 7 ps 0.3 lc rgb s1, \
     data index 4 using 1:2 with points pt 5 ps 0.3 lc rgb s2
