"""Printing a brief: HTML to PDF in a process of its own, then the checks without which no brief is ready."""

from backend.briefs.data import Edition
from backend.briefs.life.picking import pictures
from backend.briefs.rendering import front_of, printed_html, sheet_of, text_of
from backend.documents.job import Attachment, Printed, Wanted
from backend.documents.press import print_pdf

MOST_PAGES = 60


async def printed(edition: Edition) -> Printed:
    """The PDF, once everything that the data says has been found in it. Raises PrintingFailed, which says why not."""
    sheet, front = sheet_of(edition), front_of(edition)
    return await print_pdf(
        printed_html(edition, sheet),
        attachments=[attached(edition, text_of(edition))],
        pictures=await pictures(edition),
        wanted=Wanted(
            called="周报",
            texts=[*sheet.texts(), front.issue, *front.title, front.unit],
            most_pages=MOST_PAGES,
        ),
    )


def attached(edition: Edition, text: str) -> Attachment:
    """The JSON of the edition inside its PDF, under the number of the brief."""
    name = edition.imprint.code if edition.imprint else edition.data.week
    return Attachment(name=f"{name}.json", content=text.encode())
