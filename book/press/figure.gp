# figure.gp: the common start of every figure script, loaded after `size` and `height` are set.
# The Makefile passes `name`; the script plots `data`.
load 'build/palette.gp'
data = 'figures/' . name . '.tsv'
width = size eq 'margin' ? 1.577 : size eq 'full' ? 6.6422 : 4.8155
set terminal cairolatex pdf input colortext color nobackground \
    size width in, height in font 'TeX Gyre Pagella,8' fontscale 0.82 linewidth 1.5 dashlength 1.1 butt
set output 'build/fig/' . name . '.tex'
set encoding utf8
set linetype 1 lc rgb s1 lw 1 dt solid pt 7 ps 0.35
set linetype 2 lc rgb s2 lw 1 dt (10,4) pt 5 ps 0.35
set linetype 3 lc rgb s3 lw 1 dt (3,3) pt 9 ps 0.4
set linetype 4 lc rgb s4 lw 1 dt (10,3,2,3) pt 13 ps 0.4
set linetype 5 lc rgb s5 lw 1
set linetype 6 lc rgb s6 lw 1
set border 3 lc rgb axis lw 0.5
set tics out nomirror scale 0.5,0.25 textcolor rgb ink
unset key
