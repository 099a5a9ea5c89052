"""What goes to the printing process and what comes back: plain values that travel as JSON."""

from pydantic import BaseModel, ConfigDict, Field

from backend.errors import DomainError


class PrintingFailed(DomainError):
    """A document that could not be printed as it is; the sentence says why and what to do."""

    status, code = 500, "printing_failed"


class PrinterKilled(PrintingFailed):
    """Somebody else ended the printing process."""


class Slip(BaseModel):
    """A value that passes between the house and the printing process."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


class Attachment(Slip):
    """A file carried inside the PDF, such as the JSON that a brief was made from."""

    name: str
    content: bytes
    description: str = "成稿所用数据快照"


class FontUsed(Slip):
    """Which file served a family of the style sheet: without the same file the same bytes cannot be made again."""

    family: str
    file: str
    name: str
    version: str
    sha256: str


class Versions(Slip):
    """What a document was printed with: nothing else makes the same bytes."""

    fonts: list[FontUsed]
    made_with: dict[str, str]

    def differences(self, other: "Versions") -> list[str]:
        """In words, what is not the same; empty when the same bytes can be made."""
        mine, theirs = self.named, other.named
        names = [name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)]
        return [f"{name} {mine.get(name, '无')} → {theirs.get(name, '无')}" for name in names]

    @property
    def named(self) -> dict[str, str]:
        fonts = {font.family: f"{font.file} {font.sha256[:8]}" for font in self.fonts}
        return {**self.made_with, **fonts}


class Wanted(Slip):
    """What a document must be found to say before anybody gets it, and on how many pages at most."""

    called: str
    texts: list[str]
    most_pages: int


class Job(Slip):
    """One document to print; `pictures` are the only files besides the fonts that its HTML may name.

    With `like` it is printed only if the same versions are there as then."""

    html: str
    font_folders: list[str]
    attachments: list[Attachment] = []
    pictures: dict[str, bytes] = {}
    memory_mb: int = Field(gt=0)
    cpu_seconds: int = Field(gt=0)
    like: Versions | None = None
    wanted: Wanted | None = None


class Proof(Slip):
    """The answer of the printing process: a PDF with what made it, or the reason why there is none."""

    pdf: bytes = b""
    pages: int = 0
    fonts: list[FontUsed] = []
    made_with: dict[str, str] = {}
    failed: str | None = None


class Printed(Slip):
    """A finished PDF. `made_with` names the versions of the renderer and its libraries."""

    pdf: bytes
    pages: int
    fonts: list[FontUsed]
    made_with: dict[str, str]
    seconds: float

    @property
    def versions(self) -> Versions:
        return Versions(fonts=self.fonts, made_with=self.made_with)
