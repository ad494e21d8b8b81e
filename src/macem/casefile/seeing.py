"""Who opened a record, in words. Never whom it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.agencies.models import Membership
from macem.audit.models import AccessEntry
from macem.gate import clock
from macem.govuk.dates import moment


@dataclass(frozen=True)
class OpeningPresenter:
    """One opening of a record: who, for which agency, when, and in the course of what."""

    entry: AccessEntry
    agencies: str

    @property
    def who(self) -> str:
        return self.entry.actor_label

    @property
    def when(self) -> str:
        return moment(self.entry.happened_at)

    @property
    def what(self) -> str:
        return self.entry.context or _("the record")


def openings(entries: Iterable[AccessEntry]) -> list[OpeningPresenter]:
    """Return the entries in words, with the agencies that their readers work for now."""
    rows = list(entries)
    readers = {row.actor_id for row in rows}
    held = Membership.objects.current(clock.now()).filter(user_id__in=readers).select_related("agency")
    agencies: dict[int, set[str]] = {}
    for membership in held:
        agencies.setdefault(membership.user_id, set()).add(membership.agency.name)
    return [OpeningPresenter(row, ", ".join(sorted(agencies.get(row.actor_id or 0, set())))) for row in rows]
