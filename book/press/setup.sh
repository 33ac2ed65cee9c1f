#!/usr/bin/env bash
# setup.sh TARGET...: install what is missing, with apt-get on Debian and Ubuntu.
set -eu
read_and_build="gcc libc6-dev make git ca-certificates noweb pandoc universal-ctags lua5.4 libcriterion-dev
  texlive-luatex texlive-latex-recommended fonts-texgyre fonts-texgyre-math fonts-jetbrains-mono
  gnuplot-nox poppler-utils bsdextrautils"
web="nodejs katex woff2 clang lld wasi-libc libclang-rt-14-dev-wasm32 libjs-lunr node-lunr zip epubcheck"
tests="clang libclang-rt-14-dev z3 maxima libflint-arb-dev libflint-dev libmpfr-dev libgmp-dev liblapacke-dev libgsl-dev
  libsundials-dev zlib1g-dev dataset-fashion-mnist musl-tools chromium-headless-shell $(command -v npm >/dev/null || echo npm)"
bench="g++ valgrind liblapacke-dev libgsl-dev libsundials-dev libopenblas0-serial libadolc-dev libtrilinos-sacado-dev libtrilinos-kokkos-dev
  r-cran-stanheaders libeigen3-dev libboost-dev libtbb-dev python3-torch"
list=
for t in "$@"; do
  case $t in
    setup)       list="$list $read_and_build" ;;
    setup-web)   list="$list $read_and_build $web" ;;
    setup-test)  list="$list $read_and_build $web $tests" ;;
    setup-bench) list="$list $read_and_build $bench" ;;
  esac
done
list=$(printf '%s\n' $list | sort -u)
# Criterion reads its tests from /proc; a bare root has none
if [ ! -e /proc/self/maps ]; then
  mount -t proc proc /proc 2>/dev/null || echo "make $*: /proc is not mounted and Criterion needs it: mount -t proc proc /proc" >&2
fi
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "make $*: this system has no apt-get. Install these (Debian's names), then run make again:"
  printf '  %s\n' $list
  exit 1
fi
missing=
for p in $list; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing="$missing $p"
done
# what Debian lacks, by a committed lock file: the driver of the browser and the checker of accessibility
browser_tests() {
  case " $* " in *' setup-test '*) ;; *) return 0 ;; esac
  cmp -s tests/web/package-lock.json tests/web/node_modules/.lock && return 0
  echo '  setup-test: installing playwright-core axe-core'
  (cd tests/web && npm ci --omit=optional >/dev/null 2>npm.log) || { cat tests/web/npm.log >&2; echo 'make setup-test: npm ci failed' >&2; exit 1; }
  rm -f tests/web/npm.log
  cp tests/web/package-lock.json tests/web/node_modules/.lock
}
if [ -z "$missing" ]; then browser_tests "$@"; echo "  $*: nothing is missing"; exit 0; fi
echo "  $*: installing$missing"
sudo=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "make $*: run as root, or install sudo" >&2; exit 1; }
  sudo=sudo
fi
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
  tail -15 "$log" >&2
  echo "make $*: apt-get failed; its whole output is in $log" >&2
  exit 1
fi
rm -f "$log"
browser_tests "$@"
