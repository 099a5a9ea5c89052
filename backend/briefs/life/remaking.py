"""An issued document made again from what was stored with it: proof that nobody has touched either."""

from dataclasses import dataclass
from hashlib import sha256

from backend.briefs.data import Edition
from backend.briefs.life.picking import pictures
from backend.briefs.models import Issuance
from backend.briefs.printing import attached
from backend.briefs.rendering import html_of
from backend.documents.job import FontUsed, PrintingFailed, Versions
from backend.documents.press import print_pdf
from backend.errors import Unavailable
from backend.ids import digest

OTHER = "版本不同，未重制"


@dataclass(frozen=True)
class Remade:
    """`same` is None where it could not be made again; `words` say how it went."""

    same: bool | None
    words: str
    pdf: bytes = b""


async def remake(issued: Issuance) -> Remade:
    """By the same versions of renderer, libraries, fonts and template, or not at all."""
    edition = Edition.model_validate_json(issued.edition)
    html = html_of(edition)
    if digest(html) != issued.html_sha256:
        return Remade(None, f"{OTHER}：模板或用词与签发时（{issued.template}）不同，以存档的PDF为准")
    fonts = [FontUsed.model_validate(font) for font in issued.fonts]
    like = Versions(fonts=fonts, made_with=issued.made_with)
    try:
        attachment = attached(edition, issued.edition)
        proof = await print_pdf(html, attachments=[attachment], pictures=await pictures(edition), like=like)
    except Unavailable:
        return Remade(None, "登过的照片取不到了，未重制，以存档的PDF为准")
    except PrintingFailed as failed:
        return Remade(None, f"{failed.message}，以存档的PDF为准" if OTHER in failed.message else failed.message)
    if sha256(proof.pdf).hexdigest() != issued.sha256:
        return Remade(False, "版本相同，重制的PDF却与签发时不同，请把这句话交给管理员", proof.pdf)
    return Remade(True, "已用存档的数据重制，与签发时逐字节相同", proof.pdf)
