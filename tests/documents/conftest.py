import io
from collections.abc import Iterator

import pdfplumber
import pytest
from pdfplumber.page import Page

from backend.documents.job import Attachment, Printed
from backend.documents.press import print_pdf
from tests.documents import sample

DATA = Attachment(name="data.json", content=b'{"demo":true}')


@pytest.fixture(scope="session")
async def printed(data_dir) -> Printed:
    return await print_pdf(sample.html(), attachments=[DATA], pictures={"site.png": sample.picture()})


@pytest.fixture(scope="session")
def pages(printed) -> Iterator[list[Page]]:
    with pdfplumber.open(io.BytesIO(printed.pdf)) as pdf:
        yield pdf.pages
