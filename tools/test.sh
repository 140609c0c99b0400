#!/bin/sh
# Runs the whole suite on the embedded database, then the site's tests on real PostgreSQL. What the machine cannot run is
# named at the end with the line that installs it; with PADAN_DEMAND_ALL=1 that is a failure.
set -u
python=.venv/bin/python
left_out=""
failed=0

can_browse() { "$python" -c 'import sys; sys.path.insert(0, "tests"); import chromium; sys.exit(chromium.program() is None)'; }
can_postgres() { "$python" -c 'import sys; sys.path.insert(0, "tests"); import postgres_server; sys.exit(postgres_server.programs() is None)'; }

if can_browse; then
    "$python" -m pytest -n 2 "$@" || failed=1
else
    "$python" -m pytest -n 2 --ignore=tests/browser "$@" || failed=1
    left_out="$left_out
  uji di peramban (tests/browser): sudo apt install chromium"
fi
if can_postgres; then
    echo "Uji situs di PostgreSQL:"
    PADAN_TEST_DATABASE=postgresql "$python" -m pytest -n 2 tests/web "$@" || failed=1
else
    left_out="$left_out
  uji situs di PostgreSQL: sudo apt install postgresql"
fi
if [ -n "$left_out" ]; then
    echo "TIDAK DIJALANKAN di komputer ini:$left_out" >&2
    [ "${PADAN_DEMAND_ALL:-}" = 1 ] && failed=1
fi
exit $failed
