"""What makes a PDF what it is, besides its HTML and fonts: same versions, same bytes."""

import hashlib
import zlib
from functools import cache
from importlib.metadata import version

from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, pango

ffi.cdef("const char *hb_version_string(void); int FcGetVersion(void);")


@cache
def made_with(sheet: str) -> dict[str, str]:
    """Name the renderer, its libraries and the style sheet."""
    packages = ("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "tinyhtml5")
    return {
        **{name: version(name) for name in packages},
        "pango": _dotted(pango.pango_version()),
        "harfbuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
        "fontconfig": _dotted(fontconfig.FcGetVersion()),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "style sheet": hashlib.sha256(sheet.encode()).hexdigest(),
    }


def _dotted(number: int) -> str:
    """15012 is 1.50.12."""
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
