#!/usr/bin/env bash
# pdf.sh JOB [preview]: run LuaLaTeX on build/JOB.tex until pages and notes settle,
# then let texlog.lua read the log: what it reports stops the build.
set -eu
job=$1 mode=${2:-book}
dir=build
if [ "$mode" = preview ]; then
  dir=build/preview; mkdir -p $dir
  { grep newlabel build/descent.aux || true; } 2>/dev/null > $dir/pages.aux
  # what the last build of the whole book knew of the margins serves the chapter too
  [ ! -e build/descent.mnp ] || cp build/descent.mnp $dir/$job.mnp
fi
run() {
  DS_OUT=$dir TEXINPUTS=book/press:build: lualatex -interaction=nonstopmode -halt-on-error -file-line-error \
    -output-directory=$dir -jobname=$job build/$job.tex > $dir/$job.stdout 2>&1 || {
    lua5.4 book/press/texlog.lua error $dir/$job.log >&2
    rm -f $dir/$job.pdf $dir/$job.aux
    exit 1
  }
}
sum() { cat $dir/$job.aux $dir/$job.toc $dir/$job.mnp 2>/dev/null | md5sum; }
# LuaLaTeX writes the PDF in place; while this file stands, what is there is not to be trusted
touch $dir/$job.making
# a run that was cut short leaves half an .aux; a whole one ends with the number of pages
grep -q 'abspage@last' $dir/$job.aux 2>/dev/null || rm -f $dir/$job.aux $dir/$job.toc
max=5
for pass in $(seq $max); do
  before=$(sum)
  echo "  lualatex $job, pass $pass"
  run
  [ "$(sum)" = "$before" ] && break
  [ "$mode" = preview ] && { [ -s $dir/pages.aux ] || [ $pass = 2 ]; } && break
done
lua5.4 book/press/texlog.lua $mode $dir/$job.log >&2 || { mv $dir/$job.pdf $dir/$job.rejected.pdf; exit 1; }
rm -f $dir/$job.making
[ "$mode" != preview ] || echo "  $dir/$job.pdf"
