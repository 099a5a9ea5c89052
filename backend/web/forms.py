"""A posted form: the value it stands for, or what is wrong with it, field by field, with nothing typed lost."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import FormData

from backend.errors import Conflict, DomainError, Invalid, Stale
from backend.web.sentences import in_words

Schema = TypeVar("Schema", bound=BaseModel)
Arrange = Callable[[FormData], dict[str, Any]]
Beside = Callable[[dict[str, Any], str], str]


@dataclass(frozen=True)
class Clash:
    """What somebody else says in the same field: `who` with the time at which they did."""

    who: str
    said: str


class Form(Generic[Schema]):
    """`posted` is what the person typed (or what is known, before they type); `errors` is one sentence a field.

    `clashes` are fields that somebody else changed too, each drawn with both texts and a choice; what is ticked comes
    back as `theirs`."""

    def __init__(
        self,
        posted: dict[str, Any],
        value: Schema | None = None,
        errors: dict[str, str] | None = None,
        beside: Beside | None = None,
    ) -> None:
        self.posted, self._value, self.errors = posted, value, errors or {}
        self._beside = beside or first_word
        self.clashes: dict[str, Clash] = {}
        self.status = 200
        self.refusal: DomainError | None = None

    @classmethod
    def known(cls, **posted: Any) -> Self:
        """A form that is filled with what the system knows already."""
        return cls({name: _shown(value) for name, value in posted.items()})

    @classmethod
    async def read(
        cls, request: Request, schema: type[Schema], arranged: Arrange | None = None, beside: Beside | None = None
    ) -> Self:
        """`arranged` makes what the schema reads of what was sent, where the two differ in shape; `beside` then
        tells from what was posted and the place of an error beside which field it is shown."""
        fields = await request.form()
        many = {name for name, field in schema.model_fields.items() if "list" in str(field.annotation)}
        posted: dict[str, Any] = {
            name: values if name in many or len(values) > 1 else values[0]
            for name, values in ((name, fields.getlist(name)) for name in {*fields, *many})
        }
        try:
            return cls(posted, schema.model_validate(arranged(fields) if arranged else posted), beside=beside)
        except ValidationError as error:
            form = cls(posted, beside=beside)
            form.refuse(Invalid("", *in_words(error.errors())))
            return form

    def refuse(self, error: DomainError) -> None:
        """Show beside the fields what the domain said about them; `""` holds what is about the whole form."""
        fields = error.errors if isinstance(error, Invalid) else ()
        self.errors = {self._beside(self.posted, each.pointer): each.wanted for each in fields} or {"": error.message}
        self.status, self.refusal = error.status, error

    @asynccontextmanager
    async def tries(self, session: AsyncSession) -> AsyncIterator[None]:
        """Do what was asked for, or nothing of it: the person reads beside the fields why it was refused."""
        try:
            async with session.begin_nested():
                yield
        except (Invalid, Conflict, Stale) as error:
            self.refuse(error)

    @property
    def value(self) -> Schema:
        assert self._value is not None, "ask for the value only when there are no errors"
        return self._value


def first_word(_: dict[str, Any], pointer: str) -> str:
    """A field with all that is inside it."""
    return pointer.removeprefix("/").split("/")[0]


def _shown(value: Any) -> Any:
    """A value as a field shows it: nothing for unknown, `true` for a tick."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    return [str(each) for each in value] if isinstance(value, list | tuple) else str(value)
