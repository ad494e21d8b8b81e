"""Who stands behind a write: a person signed in, a nightly job, an import or a command."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ActorKind(StrEnum):
    USER = "user"
    JOB = "job"
    COMMAND = "command"


@dataclass(frozen=True)
class Actor:
    """The ``by=`` of every service.

    ``user_id`` is the primary key of the user, or None for a job or a command, which are trusted code
    and pass every policy. ``label`` is what the audit log prints; it names no child.
    """

    kind: ActorKind
    label: str
    user_id: int | None = None

    @classmethod
    def user(cls, user: Any) -> "Actor":
        """Return the actor for a signed-in ``user`` (an ``accounts.User``)."""
        return cls(kind=ActorKind.USER, label=user.full_name, user_id=user.pk)

    @classmethod
    def job(cls, name: str) -> "Actor":
        """Return the actor for a background job called ``name``."""
        return cls(kind=ActorKind.JOB, label=name)

    @classmethod
    def command(cls, name: str) -> "Actor":
        """Return the actor for an operator's command called ``name``."""
        return cls(kind=ActorKind.COMMAND, label=name)

    @property
    def person_id(self) -> int:
        """Return the primary key of the person behind this act.

        Raises :class:`ValueError` for a job or a command, where only a person may act.
        """
        if self.user_id is None:
            raise ValueError(f"{self.label} is no person, and only a person may do this.")
        return self.user_id

    @property
    def is_system(self) -> bool:
        """Say whether no person stands behind this act."""
        return self.user_id is None
