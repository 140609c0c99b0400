#!/bin/sh
# Runs the whole suite on the embedded database, then the site's tests on real PostgreSQL. What the machine cannot run, and
# any test that was skipped in both, is named at the end; with PADAN_DEMAND_ALL=1 that is a failure.
# PADAN_THOROUGH=1 tries properties on many examples instead of a few.
set -u
unset PYTHONDONTWRITEBYTECODE # tests start many processes: what they import is compiled once, not in each
python=.venv/bin/python
left_out=""
failed=0
mkdir -p .tmp
PADAN_TESTS_NOTED=$(mktemp .tmp/uji-XXXXXX)
export PADAN_TESTS_NOTED
trap 'rm -f "$PADAN_TESTS_NOTED"' EXIT

can_browse() { "$python" -c 'import sys; sys.path.insert(0, "tests"); import chromium; sys.exit(chromium.program() is None)'; }
can_postgres() { "$python" -c 'import sys; sys.path.insert(0, "tests"); import postgres_server; sys.exit(postgres_server.programs() is None)'; }

if can_browse; then
    "$python" -m pytest -n 2 --dist worksteal "$@" || failed=1
else
    "$python" -m pytest -n 2 --dist worksteal --ignore=tests/browser "$@" || failed=1
    left_out="$left_out
  uji di peramban (tests/browser): sudo apt install chromium-headless-shell (atau chromium)"
fi
if can_postgres; then
    echo "Uji situs di PostgreSQL:"
    PADAN_TEST_DATABASE=postgresql "$python" -m pytest -n 2 --dist worksteal tests/web "$@" || failed=1
else
    left_out="$left_out
  uji situs di PostgreSQL: sudo apt install postgresql"
fi
never=$("$python" tests/left_out.py "$PADAN_TESTS_NOTED") || left_out="$left_out
$never"
if [ -n "$left_out" ]; then
    echo "TIDAK DIJALANKAN di komputer ini:$left_out" >&2
    [ "${PADAN_DEMAND_ALL:-}" = 1 ] && failed=1
fi
exit $failed
