# The Fandol family (仿宋、黑体、楷体、宋体) for printed briefs, taken out of Debian's package of TeX without installing TeX.

fandol=.setup/fonts/fandol
fandol_package=texlive-lang-chinese

fetch_package() { (cd "$1" && apt-get --option APT::Sandbox::User=root download "$fandol_package"); }

download_fonts() {
    local folder=$1
    fetch_package "$folder" || {
        [ "$(id -u)" -eq 0 ] && apt-get update && fetch_package "$folder"
    } || return 1
    mkdir "$folder/fonts"
    dpkg-deb --fsys-tarfile "$folder/$fandol_package"_*.deb |
        tar --extract --directory "$folder/fonts" --transform 's,.*/,,' --wildcards \
            '*/opentype/public/fandol/Fandol[!B]*.otf' \
            '*/texlive-doc/fonts/fandol/COPYING.gz'
}

fandol_fonts() {
    local folder missing=.setup/fonts/fandol-missing
    if [ -d "$fandol" ]; then return; fi
    if [ -n "$(find "$missing" -mtime -1 2>/dev/null)" ]; then return; fi # a machine without network starts quickly all the same

    say "下载公文字体 Fandol（约 50 MB）"
    mkdir -p .setup/fonts
    folder=$(mktemp -d -p .setup/fonts)
    if download_fonts "$folder"; then
        mv "$folder/fonts" "$fandol"
        rm -f "$missing"
    else
        touch "$missing"
        warn "未能取得 Fandol 字体（Debian 软件包 $fandol_package），简报暂用 Noto 字体；一天后运行会再试。" \
            "The Fandol fonts could not be fetched; briefs use Noto until the next try, in a day."
    fi
    rm -rf "$folder"
}
