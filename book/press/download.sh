#!/usr/bin/env bash
# download.sh CHAPTER...: build/web/download/CHAPTER.zip, what the chapter tangles and what its figure programs printed.
set -eu
top=$PWD work=build/download
mkdir -p build/web/download
for c in "$@"; do
  rm -rf $work; mkdir -p $work/$c
  for f in $(grep -lsE "(tangled from|generated from .* in) book/[0-9a-z-]*/$c\.nw" $(grep -E '^(chunks|tests|figures)/' build/tangled.list) || true); do
    mkdir -p $work/$c/${f%/*}; cp $f $work/$c/$f
    [ ! -e "${f%.c}.tsv" ] || cp "${f%.c}.tsv" $work/$c/${f%/*}/
  done
  find $work -exec touch -d @${SOURCE_DATE_EPOCH:-1764000000} {} +
  (cd $work && find $c -type f | LC_ALL=C sort | zip -X -q -9 $c.zip -@) || continue
  cmp -s $work/$c.zip build/web/download/$c.zip || cp $work/$c.zip build/web/download/$c.zip
done
rm -rf $work
