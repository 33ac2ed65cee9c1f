#!/usr/bin/env bash
# exercise.sh list              every exercise with its state, and the next one
# exercise.sh try ID            compile exercises/CHAPTER/NAME.c and run its checker
# exercise.sh watch [ID]        try again whenever the file is saved; move on after a pass
# exercise.sh hint|solution|reset ID
# exercise.sh prove CH/NAME...  TAP: starters fail, solutions pass, planted wrong answers fail
# A learner's file is read here and never written; `reset` first makes a copy.
# exercises/progress is one line an exercise, sorted: ID STATE HINTS-SEEN DATE. It is
# replaced whole or not at all.
set -u
cc=${CC:-gcc} progress=exercises/progress
std="-std=c17 -Wall -Wextra -Wpedantic -Wconversion -Werror -ffp-contract=off -O1 -g
  -fsanitize=address,undefined -fno-sanitize-recover=all -Ibuild/tangled/chunks -Ibuild/tangled/tests"
stop() { echo "make $verb: $1" >&2; exit "${2:-2}"; }
verb=$1
dir=$(mktemp -d 2>/dev/null) || stop "no room for a temporary file in ${TMPDIR:-/tmp}; nothing was changed"
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

# run FILE CHECKER: compile and run; output in $dir/out, cut at 64 kB; the checker's exit
# status, 125 if the file does not compile, 126 if there is no compiler, 123 if there is no room
run() {
  command -v "${cc%% *}" >/dev/null || return 126
  if ! $cc $std "$1" build/obj/san/tests/"$2".o build/obj/san/libcheck.a build/obj/san/libdescent.a -lm -o "$dir/a" >"$dir/out" 2>&1; then
    # on a full disk the message itself may not fit
    if [ ! -s "$dir/out" ] || grep -q 'No space left' "$dir/out"; then return 123; fi
    return 125
  fi
  ( ulimit -c 0; exec timeout -k 1 20 "$dir/a" ) </dev/null 2>&1 | head -c 65536 > "$dir/out"
  return "${PIPESTATUS[0]}"
}
ids() { (cd build/starters && find . -name '*.c' | sed 's|^\./||; s|/|.|; s|\.c$||' | LC_ALL=C sort); }
known() {                       # known ID: stop unless there is such an exercise; follows book/aliases
  id=$1
  if [ -n "$id" ] && [ -e book/aliases ]; then
    local new; new=$(awk -v o="$id" '$1 == o { print $2 }' book/aliases)
    [ -z "$new" ] || { echo "  $id is now called $new"; id=$new; }
  fi
  path=${id/.//}
  [ -n "$id" ] && [ -e "build/starters/$path.c" ] || stop "no exercise '$1'; there are: $(ids | tr '\n' ' ')"
  file=exercises/$path.c
  if [ ! -e "$file" ] && [ -e book/aliases ]; then      # the learner's file under its older name
    local old; old=$(awk -v n="$id" '$2 == n { print $1 }' book/aliases | head -1)
    [ -z "$old" ] || [ ! -e "exercises/${old/.//}.c" ] || file=exercises/${old/.//}.c
  fi
}
field() { [ -e "$progress" ] && awk -v i="$1" -v f="$2" '$1 == i { print $f }' "$progress"; }
note() {                        # note ID STATE HINTS
  { [ ! -e "$progress" ] || grep -v "^$1 " "$progress"; echo "$1 $2 $3 $(date +%F)"; } | LC_ALL=C sort > "$progress.new" 2>/dev/null &&
    [ -s "$progress.new" ] && mv "$progress.new" "$progress" || { rm -f "$progress.new"; echo "  (no room to write $progress; it is as it was)" >&2; }
}
state() {                       # state ID FILE: new, open, passed
  local s; s=$(field "$1" 2)
  if [ ! -e "$2" ]; then echo missing
  elif [ "${s:-}" = passed ]; then echo passed
  elif cmp -s "$2" "build/starters/${1/.//}.c" || cmp -s "$2" "exercises/.starters/${1/.//}.c"; then echo new
  else echo open; fi
}
changed() { [ -e "exercises/.starters/$path.c" ] && ! cmp -s "exercises/.starters/$path.c" "build/starters/$path.c"; }
# Turn (first.steps) or claim first.steps in a message into where the reader finds it.
where_it_stands() {
  local l kind number page pdf
  grep -oE '\b[a-z]+\.[a-z0-9.]*[a-z0-9]\b' "$dir/out" | LC_ALL=C sort -u | while read -r l; do
    if grep -qF "equation ($l)" "$dir/out"; then l=eq:$l; fi
    awk -F'\t' -v l="$l" '$1 == "label" && $2 == l { print $3, $4, $5, $2 }' build/index.tsv 2>/dev/null
  done | while read -r kind number page label; do
    case $kind in eq) kind=equation number="($number)" ;; ex) kind=exercise ;; esac
    pdf=$(sed -n "s|^.newlabel{pg:$label}{{[^}]*}{\([^}]*\)}.*|, page \1 of build/descent.pdf|p" build/descent.aux 2>/dev/null | head -1)
    echo "  see $kind $number$pdf, build/web/$page.html#$label"
  done
}
try() {                         # 0 passed, 1 not yet
  [ -e "$file" ] || { echo "$id: $file is missing; make reset E=$id makes it"; return 1; }
  local s=0 hints; hints=$(field "$id" 3)
  run "$file" "ex_${path//\//_}" || s=$?
  case $s in
    0)  head -c 2000 "$dir/out"; note "$id" passed "${hints:-0}"; echo "$id: passed"
        if [ -s "build/learn/$id/look" ]; then echo "In the solution (make solution E=$id) look at this:"; cat "build/learn/$id/look"
        else echo "Compare with make solution E=$id."; fi ;;
    77) [ "$(state "$id" "$file")" = passed ] && note "$id" open "${hints:-0}"
        echo "$id: the hole is still there; fill it in $file"; return 1 ;;
    124|137) echo "$id: stopped after 20 seconds; does a loop end?"; return 1 ;;
    125) if grep -q 'undefined reference' "$dir/out"; then
           echo "$id: $file has not the function that the checker calls:"; grep -oE "undefined reference to .*" "$dir/out" | head -3
         else echo "$id: $file does not compile:"; grep -E 'error|warning' "$dir/out" | head -6; fi; return 1 ;;
    123) echo "$id: no space left in ${TMPDIR:-/tmp}; nothing of yours was touched"; return 1 ;;
    126) echo "$id: there is no C compiler '$cc'; make setup installs one"; return 1 ;;
    141) head -c 600 "$dir/out"; echo; echo "$id: the program printed more than 64 kB and was stopped"; return 1 ;;
    *)  if grep -qE 'AddressSanitizer|LeakSanitizer|runtime error:' "$dir/out"; then
          grep -m1 -E 'ERROR: |runtime error:' "$dir/out" | sed 's/^==[0-9]*==//'
          grep -m1 -oE "$file:[0-9:]+" "$dir/out" | sed 's/^/  at /'
          echo "$id: the program misused memory or a number, as the sanitizer says above"
        elif [ $s -ge 128 ]; then head -c 2000 "$dir/out"; echo "$id: the program crashed (signal $((s - 128)))"
        else head -c 4000 "$dir/out"; where_it_stands; echo "$id: not yet"; fi
        return 1 ;;
  esac
}
list() {
  local chapter= next= s mark number grade kind title ch program e
  for e in $(awk -F'\t' '$1 == "label" && $3 == "ex" { sub(/^ex:/, "", $2); print $2 }' build/index.tsv); do
    [ -e "build/learn/$e/meta" ] || continue
    IFS=$'\t' read -r number grade kind title ch program < "build/learn/$e/meta" || true
    [ -n "$program" ] || continue
    [ "$ch" = "$chapter" ] || { chapter=$ch; echo "$ch"; }
    known "$e" >/dev/null
    s=$(state "$e" "$file"); mark=$s
    changed && mark="$s, changed upstream"
    [ "$s" = passed ] || [ -n "$next" ] || next=$e
    printf '  %-4s  grade %s  %-22s %-28s %s\n' "$number" "$grade" "$e" "$title" "$mark"
  done
  if [ -n "$next" ]; then echo "next: edit exercises/${next/.//}.c, then make try E=$next"; else echo 'all passed'; fi
}
case $verb in
list) verb=learn; list ;;
try)
  known "${2:-}"
  if changed && [ -e "$file" ]; then
    echo "  the starter of $id has changed since you began; your file is as you left it. The change:"
    diff "exercises/.starters/$path.c" "build/starters/$path.c" | head -20
  fi
  try || exit 1 ;;
watch)
  id=${2:-}
  if [ -z "$id" ]; then id=$(list | sed -n 's/^next: .*E=//p'); fi
  [ -n "$id" ] || { list; exit 0; }
  while :; do
    known "$id"; echo "watching $file (Ctrl-C ends)"
    last=
    while :; do
      now=$(stat -c '%y %s %i' "$file" 2>/dev/null)   # to the nanosecond: two saves may share a second
      if [ "$now" != "$last" ]; then
        last=$now
        if try; then break; fi
      fi
      sleep 0.5
    done
    id=$(list | sed -n 's/^next: .*E=//p')
    [ -n "$id" ] || { echo 'all passed'; exit 0; }
  done ;;
hint)
  known "${2:-}"
  n=$(field "$id" 3); n=$((${n:-0} + 1))
  [ -e "build/learn/$id/hint1" ] || stop "$id has no hints; its solution: make solution E=$id" 1
  [ -e "build/learn/$id/hint$n" ] || { n=$((n - 1)); echo "that was the last hint:"; }
  echo "hint $n:"; cat "build/learn/$id/hint$n"
  s=$(field "$id" 2); note "$id" "${s:-open}" "$n" ;;
solution)
  known "${2:-}"
  s=$(field "$id" 2)
  if [ "${s:-}" != passed ] && [ "${s:-}" != asked ]; then
    note "$id" asked "$(n=$(field "$id" 3); echo "${n:-0}")"
    echo "$id is not passed yet. There are hints: make hint E=$id. To see the solution all the same, ask again."
    exit 1
  fi
  cat "build/learn/$id/solution" ;;
reset)
  known "${2:-}"
  if [ -e "$file" ]; then
    k=1; while [ -e "$file.$k" ]; do k=$((k + 1)); done
    cp -p "$file" "$file.$k" 2>/dev/null && cmp -s "$file" "$file.$k" || { rm -f "$file.$k"; stop "no room for a copy of $file; nothing was changed" 1; }
    echo "your file is kept as $file.$k"
  fi
  mkdir -p "exercises/$(dirname "$path")" "exercises/.starters/$(dirname "$path")"
  cp "build/starters/$path.c" "$dir/s" && cp "$dir/s" "exercises/$path.c.new" && mv "exercises/$path.c.new" "exercises/$path.c" || stop "no room for exercises/$path.c" 1
  cp "build/starters/$path.c" "exercises/.starters/$path.c"
  n=$(field "$id" 3); note "$id" open "${n:-0}"
  echo "exercises/$path.c is the starter again" ;;
prove)
  shift
  n=0; say() { n=$((n + 1)); echo "$1 - exercise $2"; }
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
  done
  echo "1..$n" ;;
esac
