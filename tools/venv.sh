#!/bin/sh
# Makes .venv with the locked dependencies, also where Debian's python3 has neither venv's ensurepip nor pip.
# `sh tools/venv.sh requirements.txt`: those that serve alone, without what tests and checks need.
set -eu
locked=${1:-requirements-dev.txt}
if [ ! -x .venv/bin/python ]; then
    python3 -m venv .venv 2>/dev/null || { rm -rf .venv; python3 -m venv --without-pip .venv; }
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if python3 -m pip --version >/dev/null 2>&1; then
        python3 -m pip --python .venv/bin/python install --quiet pip
    else
        echo "Python di komputer ini tidak membawa pip. Pasang sekali: sudo apt install python3-venv" >&2
        exit 1
    fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$locked"
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$PWD/src" >"$site/padan.pth"
cat >.venv/bin/padan <<EOF
#!$PWD/.venv/bin/python
from padan.entry import command
command()
EOF
chmod +x .venv/bin/padan
