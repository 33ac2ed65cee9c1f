#!/usr/bin/env bash
# count.sh FILE.tap...: failures, then `N passed, N failed`; exit 1 if any failed or none ran.
# A file that is missing, or holds another number of tests than its plan says, is a failure.
passed=0 failed=0
for f in "$@"; do
  p=$(grep -c '^ok' "$f" 2>/dev/null) || true
  q=$(grep -c '^not ok' "$f" 2>/dev/null) || true
  [ "$q" = 0 ] || grep -A4 '^not ok' "$f" >&2
  if [ "$(grep -oE '^1\.\.[0-9]+' "$f" 2>/dev/null)" != "1..$((p + q))" ]; then
    echo "not ok - $f ended after $((p + q)) tests" >&2
    q=$((q + 1))
  fi
  passed=$((passed + p)) failed=$((failed + q))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
