"""NRM referrals as the protocol's rules want them, and where each stands (clause C1)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.protocol import nrm as rules
from macem.referrals.models import NrmDecision, NrmReferral


def with_decisions(rows: Any) -> Any:
    """Fetch, with some NRM referrals, all that followed them."""
    return rows.select_related("subject__person").prefetch_related("decisions__reconsideration__answer")


def decided_of(decision: NrmDecision) -> rules.NrmDecided:
    """Return one decision as the rules want it; a reconsideration that was answered is over."""
    asked = getattr(decision, "reconsideration", None)
    since = None if asked is None or hasattr(asked, "answer") else asked.requested_on
    return rules.NrmDecided(
        kind=decision.kind,
        outcome=decision.outcome,
        decided=decision.decided_on,
        body=decision.body,
        reconsider_since=since,
    )


def case_of(nrm: NrmReferral) -> rules.NrmCase:
    """Return one referral and all that followed as the rules want it."""
    return rules.NrmCase(
        responder=nrm.responder,
        submitted=nrm.submitted_on,
        withdrawn=nrm.withdrawn_on,
        body=nrm.body or None,
        decisions=tuple(decided_of(one) for one in nrm.decisions.all()),
        born=nrm.subject.person.exact_birth,
    )


def standing_of(nrm: NrmReferral, panel: Panel, today: date) -> rules.NrmStanding:
    """Return where a referral stands, by the settings of a panel."""
    settings = settings_of(panel)
    return rules.standing(
        case_of(nrm), today=today, settings=settings.nrm, calendar=settings.calendar.working_days
    )


def nrm_standings(
    subject_ids: Iterable[int], user: Any, panel: Panel, today: date
) -> dict[int, rules.NrmStanding]:
    """Return, for each child with an NRM referral that ``user`` may see, where the latest stands.

    One that was withdrawn speaks only where there is no other.
    """
    rows = NrmReferral.objects.visible_to(user).filter(subject_id__in=list(subject_ids))
    latest: dict[int, NrmReferral] = {}
    for row in with_decisions(rows).order_by("submitted_on", "pk"):
        if row.withdrawn_on is None or row.subject_id not in latest:
            latest[row.subject_id] = row
    return {subject_id: standing_of(row, panel, today) for subject_id, row in latest.items()}
