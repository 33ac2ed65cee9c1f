#!/usr/bin/env bash
# wasm.sh CHAPTER FIGURE...: the figures of a chapter and what they call of the library, as one
# WebAssembly module in a classic script, build/web/live/CHAPTER.js (a page opened from the file
# system may load a script, not a module or a file of bytes). With CC=musl-gcc and OUT=FILE: the
# same sources as a native program that answers `FIGURE BITS-OF-SLIDERS...` (tests of the web edition).
set -eu
chapter=$1; shift
t=build/tangled work=build/live
mkdir -p $work build/web/live
page=$work/$chapter.page.c
{
  echo '#include "fig.h"'
  for f in "$@"; do echo "extern const fig_figure fig_$f;"; done
  echo 'extern const fig_figure *const live_figure[];'
  printf 'const fig_figure *const live_figure[] = {'; for f in "$@"; do printf '&fig_%s, ' "$f"; done; echo '};'
} > $page
# the modules reached through #include "x.h": x.c and x_*.c
seen=" " queue=$(cat $t/tests/fig.c $(printf "$t/figures/%s.c " "$@") | sed -n 's/^#include "\([a-z0-9_]*\)\.h".*/\1/p')
sources=
while [ -n "$queue" ]; do
  next=
  for m in $queue; do
    case $seen in *" $m "*) continue ;; esac
    seen="$seen$m "
    case $m in fig|chk|opt) continue ;; esac
    for s in $t/chunks/$m.c $t/chunks/${m}_*.c; do
      [ -e "$s" ] || continue
      sources="$sources $s"; next="$next $(sed -n 's/^#include "\([a-z0-9_]*\)\.h".*/\1/p' "$s")"
    done
    [ ! -e $t/chunks/$m.h ] || next="$next $(sed -n 's/^#include "\([a-z0-9_]*\)\.h".*/\1/p' $t/chunks/$m.h)"
  done
  queue=$next
done
all="$page $t/tests/fig.c $(printf "$t/figures/%s.c " "$@") $sources"
inc="-I$t/chunks -I$t/tests -std=c17 -O2 -ffp-contract=off -w"
if [ -n "${OUT:-}" ]; then
  exec ${CC:-musl-gcc} $inc -static -D__wasm__ $all book/press/live_native.c -lm -o "$OUT"
fi
clang --target=wasm32-wasi -nostdlibinc -isystem /usr/include/wasm32-wasi $inc -flto -mexec-model=reactor \
  -Wl,--strip-all -Wl,--gc-sections -Wl,--stack-first -Wl,-z,stack-size=1048576 $all book/press/live_wasm.c -lm -o $work/$chapter.wasm
{ printf 'window.DESCENT_WASM="'; base64 -w0 $work/$chapter.wasm; echo '";'; } > build/web/live/$chapter.js.new
cmp -s build/web/live/$chapter.js.new build/web/live/$chapter.js && rm build/web/live/$chapter.js.new || mv build/web/live/$chapter.js.new build/web/live/$chapter.js
