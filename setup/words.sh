# What set-up says, and how it remembers what it has done.

say() { printf '── %s\n' "$*"; }
warn() { printf '！%s\n' "$@" >&2; }
give_up() {
    printf '✗ %s\n' "$1" >&2
    printf '  %s\n' "${@:2}" >&2
    exit 1
}

# One line that changes when any of the files does.
made_from() { cat "$@" | sha256sum | cut -d ' ' -f 1; }
is_done() { [ -e "$1" ] && [ "$(<"$1")" = "$2" ]; }
