"""What can go wrong in the domain. Each error carries the sentence a person should read; `web` renders it."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar


class DomainError(Exception):
    """`code` is the stable word that programs may compare; `message` is for people."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"

    def __init__(self, message: str, **more: Any) -> None:
        super().__init__(message)
        self.message = message
        self.more = more  # further members of the problem document, such as the current version


class Malformed(DomainError):
    status, code = 400, "malformed"


class Unauthenticated(DomainError):
    status, code = 401, "unauthenticated"


class Forbidden(DomainError):
    status, code = 403, "forbidden"


class NotFound(DomainError):
    status, code = 404, "not_found"


class Conflict(DomainError):
    status, code = 409, "conflict"


class StillRunning(DomainError):
    """The same request is being done at this moment: its answer can be had in a second."""

    status, code = 409, "still_running"


class KeyReused(DomainError):
    """An Idempotency-Key that stands for another request already."""

    status, code = 422, "key_reused"


class Gone(DomainError):
    status, code = 410, "gone"


class Stale(DomainError):
    """Somebody else was faster: the caller edited a version that is no longer the current one."""

    status, code = 412, "stale"


class PreconditionRequired(DomainError):
    status, code = 428, "precondition_required"


class TooManyRequests(DomainError):
    status, code = 429, "too_many_requests"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(DomainError):
    status, code = 503, "unavailable"


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: where it is (JSON pointer), what was wanted, what came."""

    pointer: str
    wanted: str
    got: Any = None

    @property
    def field(self) -> str:
        return self.pointer.rsplit("/", 1)[-1]


class Invalid(DomainError):
    """The input cannot be accepted; nothing was stored."""

    status, code = 422, "invalid"

    def __init__(self, message: str, *errors: FieldError) -> None:
        super().__init__(message)
        self.errors = errors

    @classmethod
    def field(cls, name: str, wanted: str, got: Any = None) -> "Invalid":
        return cls(wanted, FieldError(f"/{name}", wanted, got))

    def inside(self, place: str) -> "Invalid":
        """The same, of a thing that stands at that place in what was given."""
        return Invalid(self.message, *(replace(each, pointer=f"/{place}{each.pointer}") for each in self.errors))


def require(allowed: bool, message: str) -> None:  # noqa: FBT001  reads as a sentence where it is called
    if not allowed:
        raise Forbidden(message)
