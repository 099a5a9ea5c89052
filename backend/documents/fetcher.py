"""What a document may fetch while it is printed: the files on its list, and nothing else."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE = "https://paper.invalid/"
"""A host that does not exist: names in a document stand relative to it."""

KINDS = {
    ".otf": "font/otf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


class ListedFiles(URLFetcher):  # type: ignore[misc]
    """Serves fonts and pictures by name; a file of the machine, the network or a data URL stops the printing."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols={"https"}, allow_redirects=False, fail_on_errors=True)
        self.listed = dict(files)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        name = unquote(urlsplit(url).path).lstrip("/")
        if not url.startswith(BASE) or name not in self.listed:
            raise FatalURLFetchingError(url)
        kind = KINDS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
        return URLFetcherResponse(url, self.listed[name], {"Content-Type": kind})
