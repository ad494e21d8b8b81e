"""Rows of the logs in words. Nothing here reads a record: numbers, references and states only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.models import Membership
from macem.audit.models import AccessEntry, AuditEvent, LogRow
from macem.confidentiality.auditor.forms import in_words
from macem.confidentiality.auditor.reading import readers_of, references
from macem.gate import clock
from macem.govuk.dates import long_date, stamp


class RowPresenter:
    """What both logs show of a row: when, who, for which agency, about which record."""

    def __init__(self, row: LogRow, agencies: Mapping[int, str], records: Mapping[int, str]) -> None:
        self.day = long_date(row.happened_at)
        self.time = stamp(row.happened_at)
        self.who = row.actor_label
        self.agency = agencies.get(row.actor_id or 0, "")
        self.reference = records.get(row.subject_id or 0, "")


class ChangePresenter(RowPresenter):
    """One change or refusal."""

    def __init__(self, row: AuditEvent, agencies: Mapping[int, str], records: Mapping[int, str]) -> None:
        super().__init__(row, agencies, records)
        self.what = in_words(row.event)
        self.object = f"{row.object_type} {row.object_id}".strip()
        said = sorted(row.details.items())
        self.details = ", ".join(f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in said)


class OpeningPresenter(RowPresenter):
    """One opening of a record."""

    def __init__(self, row: AccessEntry, agencies: Mapping[int, str], records: Mapping[int, str]) -> None:
        super().__init__(row, agencies, records)
        self.what = row.context or _("the record")
        self.page = row.route


def changes(rows: Iterable[AuditEvent]) -> list[ChangePresenter]:
    """Return changes in words. Two queries, however many rows."""
    rows = list(rows)
    agencies, records = _agencies(rows), references(row.subject_id for row in rows)
    return [ChangePresenter(row, agencies, records) for row in rows]


def openings(rows: Iterable[AccessEntry]) -> list[OpeningPresenter]:
    """Return openings in words. Two queries, however many rows."""
    rows = list(rows)
    agencies, records = _agencies(rows), references(row.subject_id for row in rows)
    return [OpeningPresenter(row, agencies, records) for row in rows]


def _agencies(rows: Iterable[LogRow]) -> dict[int, str]:
    held: dict[int, set[str]] = {}
    current = Membership.objects.current(clock.now()).filter(user_id__in=readers_of(rows))
    for user_id, name in current.values_list("user_id", "agency__name"):
        held.setdefault(user_id, set()).add(name)
    return {user_id: ", ".join(sorted(names)) for user_id, names in held.items()}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    return str(value)
