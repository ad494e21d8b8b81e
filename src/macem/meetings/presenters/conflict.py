"""Two people wrote at the same time: both texts side by side, and nothing is chosen for anybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from macem.actions.models import ActionResult
from macem.govuk.dates import clock_time, full_date
from macem.govuk.forms import GovukForm
from macem.meetings.models import ItemDecision, ItemRecord
from macem.meetings.wording import sentences
from macem.protocol.vocabulary import RiskLevel


@dataclass(frozen=True)
class BothTexts:
    """One field in which the two records differ."""

    label: str
    theirs: str
    yours: str


def both_texts(theirs: Any, yours: Any, form: GovukForm) -> list[BothTexts]:
    """Return the fields of ``form`` in which what stands differs from what was sent, in the form's order."""
    return [
        BothTexts(str(field.label), _words(name, getattr(theirs, name)), _words(name, getattr(yours, name)))
        for name, field in form.fields.items()
        if name != "version" and getattr(theirs, name) != getattr(yours, name)
    ]


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
