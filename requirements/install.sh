#!/bin/sh
# Makes .venv and installs a lock into it, only if the lock has changed since the last time.
#   requirements/install.sh base     what the site needs
#   requirements/install.sh dev      that, and what its tests need
set -eu
cd "$(dirname "$0")/.."
lock=requirements/$1.txt
installed=.venv/.installed-$1 # a copy of the lock as it was installed

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
has_uv() { uv --version >/dev/null 2>&1; }
has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() {
    bare=
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        new_enough "$name" || continue
        if has_venv "$name"; then
            echo "$name"
            return
        fi
        bare=$name
    done
    if [ -n "$bare" ]; then
        echo "postil: $bare lacks the venv module. On Debian: apt install python3-venv" >&2
    else
        echo "postil: needs Python 3.11 or newer. If it is not on the PATH: make PYTHON=/path/to/python3" >&2
    fi
    exit 1
}

# An interrupted `python -m venv` leaves a Python without pip; so does `uv venv`, to whoever has
# no uv on the PATH any more.
can_install() { has_uv || .venv/bin/python -m pip --version >/dev/null 2>&1; }

if ! { new_enough .venv/bin/python && can_install; }; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi
if ! cmp -s "$lock" "$installed"; then
    echo "Installing $lock"
    if has_uv; then
        uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
    else
        .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
            --require-hashes -r "$lock"
    fi
    cp "$lock" "$installed"
fi
