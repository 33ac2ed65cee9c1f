# figures/first_fates.gp: tangled from book/1-credit/first.nw; change it there.
size = 'full'; height = 3.0; load 'book/press/figure.gp'
set lmargin 7; set rmargin 14; set tmargin 1.4; set bmargin 3.2
set xrange [-1.5:1.5]; set yrange [0:0.5]
set xtics -1.5, 0.5, 1.5; set ytics 0, 0.1, 0.5
set label 'start $x_0$' at graph 0.5, -0.14 center
set label '$\eta$' at -1.5, 0.53 center
set label 'the global minimum' at -0.62, 0.09 center front tc rgb '#FFFFFF'
set label 'the shallow minimum' at 0.9, 0.09 center front
set label 'neither' at -0.62, 0.25 center front
set label "$2/f''(g)$" at 1.55, 0.1867
set label "$2/f''(s)$" at 1.55, 0.4527
set palette maxcolors 4 defined (0 s1, 1 s6, 2 s4, 3 '#FFFFFF')
set cbrange [-0.5:3.5]; unset colorbox
plot data using 1:2:3 with image
