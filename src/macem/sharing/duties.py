"""What sharing asks of people: to decide when agreement was withdrawn (clause S5)."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.gate import clock
from macem.protocol.vocabulary import Clause, ConsentState, Duty, Role
from macem.sharing.models import Awareness
from macem.sharing.state import records

SHOWN_TO = {Role.CHAIR, Role.CE_COORDINATOR}


def duties(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return one duty for each person whose agreement was withdrawn and nobody has decided since."""
    if not roles & SHOWN_TO:
        return []
    withdrawn = Awareness.objects.visible_to(user).filter(status=ConsentState.WITHDRAWN)
    subjects = {row.subject_id: row.subject.reference for row in withdrawn.select_related("subject")}
    waiting = [key for key, record in records(subjects).items() if not record.decided_since_withdrawal]
    return [_duty(reference, now) for reference in sorted(subjects[key] for key in waiting)]


def _duty(reference: str, now: datetime) -> Duty:
    return Duty(
        title=_("Decide whether sharing about %(reference)s goes on") % {"reference": reference},
        url=reverse("sharing:decide", kwargs={"reference": reference}),
        due=clock.local_date(now),
        reason=_("Agreement was withdrawn. Nothing goes out until somebody decides."),
        subject_reference=reference,
        clause=Clause.S5,
    )
