# Debian's packages: what WeasyPrint draws with, a Chinese font that is always there, a browser for the tests.

usable_python() {
    local python
    for python in python3.11 python3; do
        if "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    return 1
}

wanted_packages() {
    printf '%s\n' libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk
    if [ "$1" = test ]; then echo chromium; fi
    usable_python >/dev/null || printf '%s\n' python3 python3-venv
}

installed_packages() { dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p'; }

install_packages() { DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"; }

system_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        warn "不是 Debian，无法核对系统软件包。请自备：$(wanted_packages "$1" | xargs)" \
            "Not Debian: please see to the equivalents of these packages yourself."
        return
    fi
    mapfile -t missing < <(comm -23 <(wanted_packages "$1" | sort) <(installed_packages | sort))
    if [ ${#missing[@]} -eq 0 ]; then return; fi

    if [ "$(id -u)" -ne 0 ]; then
        give_up "缺少系统软件包，请先安装，再重新运行：" \
            "System packages are missing. Please install them, then run this again:" \
            "" "  sudo apt-get install --no-install-recommends ${missing[*]}" ""
    fi
    say "安装系统软件包：${missing[*]}"
    compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null || apt-get update
    install_packages "${missing[@]}" || {
        say "软件包目录可能过旧，更新后再试"
        apt-get update
        install_packages "${missing[@]}"
    } || give_up "系统软件包安装失败，请检查网络和软件源。" "Installing system packages failed: check the network and apt sources."
}
