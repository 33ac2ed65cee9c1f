#!/usr/bin/env bash
# have.sh CC DIR: which tools of checks are here. Prints their names and keeps DIR/NAME, a file
# that changes when a tool comes or goes, so that make runs again the checks that need it.
mkdir -p "$2"
have=" $(printf '%s\n' \
  '#if __has_include(<arb.h>)' enclosure '#endif' \
  '#if __has_include(<gmp.h>)' exact '#endif' \
  '#if __has_include(<lapacke.h>) && __has_include(<gsl/gsl_fit.h>) && __has_include(<cvode/cvode.h>)' oracle '#endif' \
  '#if __has_include(<zlib.h>)' zlib '#endif' | "$1" -E -P -x c - 2>/dev/null | tr '\n' ' ') "
command -v z3 >/dev/null && have+="theorem "
command -v maxima >/dev/null && have+="identity "
[[ $have == *" zlib "* && -e /usr/share/datasets/fashion-mnist ]] && have+="data "
for k in theorem identity enclosure exact oracle data; do
  s=absent; [[ $have == *" $k "* ]] && { s=present; echo $k; }
  [ -e "$2/$k" ] && [ "$(<"$2/$k")" = $s ] || echo $s > "$2/$k"
done
