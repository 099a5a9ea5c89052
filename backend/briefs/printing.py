"""Printing a brief: HTML to PDF in a process of its own, then the checks without which no brief is ready."""

from datetime import datetime

from backend.briefs.data import BriefData
from backend.briefs.rendering import PAPER, html, sheet_of, text_of
from backend.documents import check
from backend.documents.job import Attachment, Printed, PrintingFailed
from backend.documents.press import print_pdf

MOST_PAGES = 60


async def printed(data: BriefData, made_at: datetime) -> Printed:
    """The PDF, once everything that the data says has been found in it. Raises PrintingFailed, which says why not."""
    sheet = sheet_of(data)
    attached = Attachment(name=f"{data.week}.json", content=text_of(data).encode())
    proof = await print_pdf(html(data, sheet, made_at, PAPER), attachments=[attached])
    reading = check.read(proof.pdf)
    faults = reading.faults(MOST_PAGES)
    if missing := reading.missing(text for text in sheet.texts() if text):
        faults.append(f"有{len(missing)}处内容没有印出，第一处是“{missing[0][:40]}”")
    if faults:
        raise PrintingFailed(f"周报没有通过核对：{'；'.join(faults)}。请把这句话交给管理员")
    return proof
