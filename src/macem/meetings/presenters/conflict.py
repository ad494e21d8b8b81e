"""Two people wrote at the same time: both texts side by side, and nothing is chosen for anybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from macem.actions.models import ActionResult
from macem.govuk.dates import clock_time, full_date
from macem.govuk.forms import GovukForm
from macem.meetings.merging import Piece, joined, pieces
from macem.meetings.models import ItemDecision, ItemRecord
from macem.meetings.services import RecordClash
from macem.meetings.wording import sentences
from macem.protocol.vocabulary import RiskLevel

JOINABLE = frozenset({"child_voice", "family_voice", "voice_not_asked", "discussion", "level_reason", "plan"})
"""The fields of a record that are running text."""


@dataclass(frozen=True)
class BothTexts:
    """One field that both changed: each text as a change of what stood before, and one that joins them.

    ``joined`` is empty where words cannot be joined: of two levels or two dates somebody chooses.
    """

    name: str
    label: str
    theirs: list[Piece]
    yours: list[Piece]
    joined: str


def both_texts(clash: RecordClash, before: ItemRecord | None, form: GovukForm) -> list[BothTexts]:
    """Return the fields of ``form`` that both changed since ``before``, in the form's order."""
    return [
        _both(name, str(field.label), clash, before)
        for name, field in form.fields.items()
        if name in clash.fields
    ]


def _both(name: str, label: str, clash: RecordClash, before: ItemRecord | None) -> BothTexts:
    stood, theirs, yours = (
        getattr(record, name) if record is not None else "" for record in (before, clash.theirs, clash.yours)
    )
    if name not in JOINABLE:
        return BothTexts(name, label, _one(name, theirs), _one(name, yours), "")
    return BothTexts(name, label, pieces(stood, theirs), pieces(stood, yours), joined(stood, yours, theirs))


def _one(name: str, value: Any) -> list[Piece]:
    return [Piece("kept", _words(name, value))]


def what_stands(theirs: object) -> str:
    """Say in a sentence what somebody else recorded: a result, a decision, a record."""
    if isinstance(theirs, ActionResult):
        parts = [theirs.outcome.label, theirs.evidence, theirs.effect]
        return _("Theirs: %(what)s") % {"what": sentences(parts)}
    if isinstance(theirs, ItemDecision):
        parts = [theirs.outcome.label, theirs.reason]
        return _("Theirs: %(what)s") % {"what": sentences(parts)}
    if isinstance(theirs, ItemRecord):
        return _("Theirs was saved at %(time)s") % {"time": clock_time(theirs.saved_at)}
    return ""


def version_now(theirs: Any) -> int:
    """Return the version that somebody writes after, once they have read what stands."""
    version: int = theirs.action.version if isinstance(theirs, ActionResult) else theirs.version
    return version


def _words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if not value:
        return _("Nothing")
    if isinstance(value, date):
        return full_date(value)
    return RiskLevel(value).label if name == "level" else str(value)
