from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, PlainSerializer

from backend.web.schema import Output

Degrees = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.6f}", return_type=str, when_used="json")]


class PhotoPart(Output):
    """A photo of a weekly update; its bytes are below `/files/{file}` and, small, `/files/{thumbnail}`."""

    id: UUID
    sha256: str = Field(description="上传时原文件的 SHA-256")
    file: UUID = Field(validation_alias="file_id")
    thumbnail: UUID = Field(validation_alias="thumbnail_id")
    width: int
    height: int
    caption: str | None
    longitude: Degrees | None
    latitude: Degrees | None
    sent_at: datetime
