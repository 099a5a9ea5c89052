# The Python environment, from the files that lock every package by its hash.

environment_works() {
    # Scripts in a virtual environment hold its path: after a move it has to be made anew.
    .venv/bin/python -m pip --version >/dev/null 2>&1 && grep -qF "$PWD/.venv" .venv/pyvenv.cfg
}

python_packages() {
    local locked=requirements.txt stamp=.venv/made-for-$1 now
    if [ "$1" = test ]; then locked=requirements-dev.txt; fi
    now=$(made_from "$locked")
    if is_done "$stamp" "$now" && grep -qF "$PWD/.venv" .venv/pyvenv.cfg; then return; fi

    if ! environment_works; then
        say "建立 Python 环境 .venv"
        "$(usable_python)" -m venv --clear "$PWD/.venv"
    fi
    say "安装 Python 软件包（$locked，首次需要几分钟）"
    .venv/bin/python -m pip install --disable-pip-version-check --require-hashes --requirement "$locked" ||
        give_up "Python 软件包安装失败，请检查网络后重试。" "Installing Python packages failed: check the network and try again."
    echo "$now" >"$stamp"
}

# What `pip install --editable` would do, without needing a build backend.
command_line() {
    local packages
    packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo "$PWD" >"$packages/sanpi.pth"
    if [ -x .venv/bin/sanpi ]; then return; fi
    cat >.venv/bin/sanpi <<END
#!/bin/sh
'''exec' "$PWD/.venv/bin/python" "\$0" "\$@" # a path with blanks does not fit the first line
' '''
import sys

from backend.cli import main

sys.exit(main())
END
    chmod +x .venv/bin/sanpi
}
