#!/usr/bin/env bash
# figures.sh NAME...: every figure on a page of its own in one run of LuaLaTeX,
# then figures/NAME.pdf and figures/NAME.svg, each replaced only if it differs.
set -eu
out=build/fig/all
{
  echo '\PassOptionsToClass{figures}{descent}\documentclass{descent}\input{book/macros.tex}'
  echo '\begin{document}\pagestyle{empty}'
  for n in "$@"; do printf '\\dsfigurepage{build/fig/%s.tex}\n' "$n"; done
  echo '\end{document}'
} > $out.src.tex
DS_OUT=build/fig TEXINPUTS=book/press:build: lualatex -interaction=nonstopmode -halt-on-error -file-line-error \
  -output-directory=build/fig -jobname=all "\\input{$out.src.tex}" > build/fig/all.stdout 2>&1 || {
  grep -A3 -E '^[^ ]*:[0-9]+:|^!' build/fig/all.stdout | head -8 >&2
  echo 'book/press/figures.sh: LuaLaTeX stopped on a figure (build/fig/all.stdout)' >&2
  exit 1
}
k=0
for n in "$@"; do
  k=$((k + 1))
  pdftocairo -svg -f $k -l $k $out.pdf build/fig/$n.svg
  lua5.4 book/press/svg.lua "$n" build/fig/$n.svg figures/$n.svg
  pdftocairo -pdf -f $k -l $k $out.pdf build/fig/$n.page.pdf
  lua5.4 book/press/undate.lua build/fig/$n.page.pdf
  cmp -s build/fig/$n.page.pdf figures/$n.pdf || cp build/fig/$n.page.pdf figures/$n.pdf
done
