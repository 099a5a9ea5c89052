#!/usr/bin/env bash
# Locks every package of others by version and hash. Versions stay as they are unless UPGRADE is set.
set -euo pipefail
cd "$(dirname "$0")/.."
source setup/words.sh
source setup/browser.sh

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    .venv/bin/python -m pip install --quiet uv
    uv=.venv/bin/uv
fi

# Extras stay in the lock: pip looks for a package with extras apart from the same package without, and takes the
# newest one, which no hash allows, where the lock names only the latter.
lock() {
    say "锁定 $1.txt"
    "$uv" pip compile --quiet --generate-hashes --no-strip-extras --no-emit-index-url --no-header --python-version 3.11 \
        ${UPGRADE:+--upgrade} "${@:2}" --output-file "$1.txt" "$1.in"
}

lock requirements
lock requirements-dev --constraint requirements.txt
lock requirements-node

for folder in frontend bench/lighthouse; do
    say "锁定 $folder/package-lock.json"
    npm_pinned install --prefix "$folder" --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund
done
