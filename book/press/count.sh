#!/usr/bin/env bash
# count.sh FILE.tap...: failures, then `N passed, N failed`; exit 1 if any failed or none ran.
passed=$(cat "$@" | grep -c '^ok') || true
failed=$(cat "$@" | grep -c '^not ok') || true
cat "$@" | grep -A4 '^not ok' >&2 || true
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
