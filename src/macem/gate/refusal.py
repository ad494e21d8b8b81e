"""What is raised when a person may not do a thing, or the state does not allow it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.core.exceptions import PermissionDenied

P = ParamSpec("P")


class Refused(PermissionDenied):
    """A person may not do this (HTTP 403). ``reason`` is shown to them; it must give nothing away."""

    def __init__(self, reason: str, *, action: str = "", subject_id: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.action = action
        self.subject_id = subject_id


class NotNow(Exception):
    """The protocol or the state of a record does not allow this now.

    ``reason`` says why and what would mend it; ``clause`` is the protocol's clause, if one decides.
    Forms show it as an error and keep what was typed.
    """

    def __init__(self, reason: str, *, clause: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause


def twin(check: Callable[P, None]) -> Callable[P, bool]:
    """Return the boolean twin ``can_x`` of a ``check_can_x``, so that a button and its guard agree."""

    @wraps(check)
    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except Refused:
            return False
        return True

    can.__name__ = check.__name__.removeprefix("check_")
    return can
