#!/usr/bin/env bash
# Makes a fresh clone ready: `setup/install.sh run` for the product, `setup/install.sh test` for its checks as well.
# Each step remembers what it was made from, so that the next time it only has to look.
set -euo pipefail
umask 022 # as root, the account of the database must be able to run what is installed
cd "$(dirname "$0")/.."

purpose=${1:?run or test}
mkdir -p .setup
exec 9>.setup/lock
flock 9 # two terminals may start at once

for part in words system python fonts browser; do
    # shellcheck source=/dev/null
    source "setup/$part.sh"
done

system_packages "$purpose"
python_packages "$purpose"
command_line
fandol_fonts
browser_files
