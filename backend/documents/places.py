"""Where the fonts of paper may lie on this machine."""

from pathlib import Path

from backend.config import ROOT

SYSTEM = (
    Path("/usr/share/texmf/fonts/opentype/public/fandol"),
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
    Path("/usr/share/fonts/opentype/fandol"),
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/google-noto-serif-cjk-fonts"),
    Path("/usr/share/fonts/noto-cjk"),
)


def font_folders(data_dir: Path) -> list[Path]:
    """The office's own fonts come first, then those that the set-up fetched, then the system's."""
    return [(data_dir / "fonts").resolve(), ROOT / ".setup" / "fonts" / "fandol", *SYSTEM]
