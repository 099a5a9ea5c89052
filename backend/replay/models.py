from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from backend.clock import now
from backend.db import Model


class KeptAnswer(Model, table=True):
    """What a program was answered to a POST that it gave a word of its own, so that the same again is the same answer.

    Written in the transaction of the POST: there is an answer exactly when there is what it tells of."""

    __tablename__ = "kept_answers"

    key_id: UUID = Field(foreign_key="api_keys.id", primary_key=True)
    word: str = Field(max_length=200, primary_key=True)
    """The Idempotency-Key; each caller has words of its own."""
    asked: str = Field(max_length=64)
    """A digest of the request: its address and body."""
    status: int
    headers: dict[str, str] = Field(sa_type=JSONB)
    body: bytes
    at: datetime = Field(default_factory=now, index=True)
