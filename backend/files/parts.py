from datetime import datetime
from uuid import UUID

from pydantic import Field

from backend.web.schema import Output


class FilePart(Output):
    """A file that proves something; its bytes are below `/files/{id}`."""

    id: UUID
    file_name: str = Field(validation_alias="name")
    media_type: str
    size: int
    sha256: str
    uploaded_at: datetime
