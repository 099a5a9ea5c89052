#!/usr/bin/env bash
# Makes a fresh clone ready: `setup/install.sh run` for the product, `setup/install.sh test` for its checks as well.
# Each step remembers what it was made from, so that the next time it only has to look.
set -euo pipefail
umask 022 # as root, the account of the database must be able to run what is installed
cd "$(dirname "$0")/.."

for part in words system python fonts browser; do
    # shellcheck source=/dev/null
    source "setup/$part.sh"
done

purpose=${1:?run or test}
[ -w . ] || give_up "无权写入 $PWD。请用这个目录的所有者运行。" "No permission to write here: run this as the folder's owner."
mkdir -p .setup
exec 9>.setup/lock
flock 9 # two terminals may start at once

system_packages "$purpose"
python_packages "$purpose"
command_line
fandol_fonts
browser_files
