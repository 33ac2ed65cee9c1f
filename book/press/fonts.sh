#!/bin/sh
# fonts.sh OUTDIR: the typefaces of the web edition, from Debian's packages.
#   OUTDIR/fonts/   Pagella (text, also letters in formulas) and JetBrains Mono (code) as woff2
#   OUTDIR/katex/   the style sheet and the woff2 fonts of KaTeX
set -eu
[ $# -eq 1 ] || { echo 'usage: fonts.sh OUTDIR' >&2; exit 2; }
out=$1

# from PACKAGE FILE: where PACKAGE put FILE
from() {
  path=$(dpkg -L "$1" 2>/dev/null | grep -m 1 "/$2\$") && [ -e "$path" ] && return
  echo "fonts.sh: $2 not found: install the package $1" >&2
  exit 1
}
# woff2 PACKAGE FILE NAME: fonts/NAME.woff2, made only if older than its source
woff2() {
  from "$1" "$2"
  to=$out/fonts/$3.woff2
  if [ -e "$to" ] && [ -z "$(find -L "$path" -newer "$to")" ]; then return; fi
  cp "$path" "$tmp/$3.${2##*.}"
  woff2_compress "$tmp/$3.${2##*.}" > "$tmp/log" 2>&1 || { echo "fonts.sh: woff2_compress refused $path" >&2; exit 1; }
  mv "$tmp/$3.woff2" "$to"
}
# licence PACKAGE DIR: the terms travel with the fonts
licence() {
  if [ -r "/usr/share/doc/$1/copyright" ]; then cp "/usr/share/doc/$1/copyright" "$out/$2/$1.licence.txt"; fi
}

command -v woff2_compress > /dev/null || { echo 'fonts.sh: woff2_compress not found: install the package woff2' >&2; exit 1; }
mkdir -p "$out/fonts" "$out/katex/fonts"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

for face in regular italic bold bolditalic; do
  woff2 fonts-texgyre texgyrepagella-$face.otf pagella-$face
done
woff2 fonts-jetbrains-mono JetBrainsMono-Regular.ttf jbm-regular
woff2 fonts-jetbrains-mono JetBrainsMono-Bold.ttf jbm-bold
woff2 fonts-jetbrains-mono JetBrainsMono-Italic.ttf jbm-italic
licence fonts-texgyre fonts
licence fonts-jetbrains-mono fonts

# KaTeX: keep the woff2 sources of the style sheet, and copy those it names
from libjs-katex katex.min.css
sed 's/,url([^)]*\.\(woff\|ttf\)) format([^)]*)//g' "$path" > "$tmp/katex.css"
for f in $(grep -o 'fonts/[A-Za-z0-9_-]*\.woff2' "$tmp/katex.css" | sort -u); do
  from fonts-katex "${f#fonts/}"
  cp -L "$path" "$out/katex/$f"
done
if grep -q '\.\(woff\|ttf\))' "$tmp/katex.css"; then
  echo 'fonts.sh: katex.min.css of the package libjs-katex names its fonts in an unknown way' >&2
  exit 1
fi
mv "$tmp/katex.css" "$out/katex/katex.min.css"
chmod 644 "$out/katex/katex.min.css"
licence libjs-katex katex
