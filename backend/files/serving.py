"""How files come in by a form and go out: shut off from everything, since others made them."""

from collections.abc import AsyncIterator
from urllib.parse import quote

from fastapi import Request, Response
from starlette.datastructures import FormData, UploadFile

from backend.files.models import StoredFile

SHUT_OFF = {
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
}


def chosen(fields: FormData, name: str) -> UploadFile | None:
    """The file of a form, if one was chosen: browsers send an empty one without a name otherwise."""
    value = fields.get(name)
    return value if isinstance(value, UploadFile) and value.filename else None


async def closed_after(request: Request) -> AsyncIterator[None]:
    """A dependency of routes that read their form themselves: files that came with it do not stay open."""
    try:
        yield
    finally:
        await request.close()


def served(file: StoredFile, data: bytes) -> Response:
    """Pictures are shown; a PDF is handed over, since a browser shows none in a sandbox."""
    way = "inline" if file.media_type.startswith("image/") else "attachment"
    disposition = f"{way}; filename*=UTF-8''{quote(file.name)}"
    return Response(data, headers=SHUT_OFF | {"content-disposition": disposition}, media_type=file.media_type)
