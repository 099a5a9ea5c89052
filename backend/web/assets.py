"""The style sheet, scripts and icons: joined and named by their content once, kept in memory, cached for ever."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from zopfli import gzip

from backend.config import ROOT

STATIC = ROOT / "frontend" / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
ROUNDS = 3  # of packing: more of them save nothing that a phone would feel
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file as it is served; its name changes when its content does."""

    name: str
    body: bytes

    @classmethod
    def of(cls, name: str, content: str | bytes) -> "Asset":
        body = content.encode() if isinstance(content, str) else content
        stem, _, ending = name.rpartition(".")
        digest = hashlib.sha256(body).hexdigest()[:12]
        return cls(f"{stem}.{digest}.{ending}", body)

    @cached_property
    def packed(self) -> bytes:
        """Packed as tightly as gzip can be, once, when it is first asked for: every phone fetches it."""
        packed: bytes = gzip.compress(self.body, numiterations=ROUNDS)
        return packed


@cache
def assets() -> dict[str, Asset]:
    """By the name that templates use. Only these files are ever served."""
    texts = {
        "app.css": lighter_css(joined(stylesheets())),
        "paper-reading.css": lighter_css(joined([STATIC / "css" / "paper-reading.css"])),
        "app.js": lighter_js(joined(sorted((STATIC / "js").glob("*.js")))),
        "mark.svg": joined([STATIC / "icons" / "mark.svg"]),
    }
    htmx = STATIC / "vendor" / "htmx.min.js"  # copied in by the installation; every page works without it
    if htmx.exists():
        texts["htmx.js"] = joined([htmx])
    found = {name: Asset.of(name, text) for name, text in texts.items()}
    icons = STATIC / "icons"
    found |= {icon.name: Asset.of(icon.name, icon.read_bytes()) for icon in sorted(icons.glob("icon-*.png"))}
    manifest = joined([icons / "manifest.webmanifest"])
    for name in found:
        manifest = manifest.replace(f'"{name}"', f'"{found[name].name}"')
    return found | {"manifest.webmanifest": Asset.of("manifest.webmanifest", manifest)}


def stylesheets() -> list[Path]:
    css = STATIC / "css"
    return [css / "tokens.css", css / "base.css", *sorted((css / "components").glob("*.css")), css / "print.css"]


def joined(files: Iterable[Path]) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def lighter_css(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip()


def lighter_js(script: str) -> str:
    """Without indentation and whole-line comments: a script in this project writes no others."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


router = APIRouter(include_in_schema=False)


@router.get("/static/{name}", name="static")
@router.head("/static/{name}")
async def serve(request: Request, name: str) -> Response:
    """A file by the name that carries its hash; open to everybody, since it holds no data."""
    found = next((asset for asset in assets().values() if asset.name == name), None)
    if found is None:
        return PlainTextResponse("没有这个文件\n", status_code=404)
    headers = {
        "cache-control": FOR_EVER,
        "content-type": TYPES[Path(name).suffix],
        "vary": "Accept-Encoding",
    }
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.body, headers=headers)
    return Response(found.packed, headers=headers | {"content-encoding": "gzip"})
