#!/usr/bin/env bash
# exercise.sh try ID            compile exercises/CHAPTER/NAME.c and run its checker
# exercise.sh prove CH/NAME...  TAP: starters fail, solutions pass, planted wrong answers fail
set -u
std="-std=c17 -Wall -Wextra -Wpedantic -Wconversion -Werror -ffp-contract=off -O1 -g
  -fsanitize=address,undefined -fno-sanitize-recover=all -Ibuild/tangled/chunks -Ibuild/tangled/tests"
cc=${CC:-gcc}
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
# run FILE CHECKER: compile and run; output in $dir/out; the checker's exit status, 125 if it does not compile
run() {
  $cc $std "$1" build/obj/san/tests/"$2".o build/obj/san/libcheck.a build/obj/san/libdescent.a -lm -o "$dir/a" >"$dir/out" 2>&1 || return 125
  timeout 20 "$dir/a" >"$dir/out" 2>&1 </dev/null
}
case $1 in
try)
  id=${2:-}; path=${id/.//}
  if [ ! -e "build/obj/san/tests/ex_${path//\//_}.o" ] || [ -z "$id" ]; then
    echo "make try: no exercise '$id'; there are: $(cd build/starters && ls */*.c | sed 's|/|.|; s|\.c$||' | tr '\n' ' ')" >&2
    exit 2
  fi
  if [ ! -e "exercises/$path.c" ]; then echo "exercises/$path.c is missing; its starter is build/starters/$path.c" >&2; exit 2; fi
  s=0; run "exercises/$path.c" "ex_${path//\//_}" || s=$?
  head -c 4000 "$dir/out"
  case $s in
    0) echo "$id: passed" ;;
    77) echo "$id: the hole is still there; fill it in exercises/$path.c"; exit 1 ;;
    124) echo "$id: stopped after 20 seconds; does a loop end?"; exit 1 ;;
    125) echo "$id: exercises/$path.c does not compile"; exit 1 ;;
    *) echo "$id: not yet (exit status $s)"; exit 1 ;;
  esac ;;
prove)
  shift
  say() { echo "$1 - exercise $2"; }
  for e in "$@"; do
    c=ex_${e//\//_}
    s=0; run build/starters/$e.c $c || s=$?
    [ $s = 77 ] && say ok "$e: starter compiles and stops at its hole" || { say 'not ok' "$e: starter (exit $s)"; sed 's/^/# /' "$dir/out"; }
    s=0; run build/tangled/exercises/$e.solution.c $c || s=$?
    [ $s = 0 ] && say ok "$e: solution passes" || { say 'not ok' "$e: solution (exit $s)"; sed 's/^/# /' "$dir/out"; }
    for w in build/tangled/exercises/$e.wrong*.c; do
      s=0; run $w $c || s=$?
      # exit 1 is the checker's own verdict, with a message; anything else is an accident
      [ $s = 1 ] && [ -s "$dir/out" ] && say ok "$e: $(basename $w .c) refused: $(head -1 "$dir/out" | cut -c1-70)" ||
        { say 'not ok' "$e: $(basename $w .c) (exit $s)"; sed 's/^/# /' "$dir/out"; }
    done
  done ;;
esac
