"""What the MASH found out after somebody was shown the emergency route (clause P3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.protocol import enquiries
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.safeguarding import EmergencyCall
from macem.referrals import policies
from macem.referrals.models import EmergencyFollowUp, EmergencyStop


@transaction.atomic
def follow_up_emergency(
    *,
    stop: EmergencyStop,
    call: EmergencyCall,
    by: Actor,
    rung_by: str = "",
    rung_at: datetime | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> EmergencyFollowUp:
    """Record who rang 999 or the MASH and when, or why nothing further was needed (clause P3).

    Raises :class:`Refused` for anybody but the MASH; :class:`NotNow` where something is missing or somebody
    followed it up already.
    """
    at = at or clock.now()
    policies.check_can_decide(by, stop.panel)
    nothing = call is EmergencyCall.NOTHING_FURTHER
    require(enquiries.may_follow_up(call, rung_by=rung_by, rung=rung_at, reason=reason, now=at))
    locked = EmergencyStop.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    if EmergencyFollowUp.objects.filter(stop=locked).exists():
        raise NotNow(_("Somebody recorded the follow-up already."), clause=Clause.P3.value)
    follow_up = EmergencyFollowUp.objects.create(
        stop=locked,
        call=call,
        rung_by="" if nothing else rung_by.strip(),
        rung_at=None if nothing else rung_at,
        reason=reason.strip() if nothing else "",
        recorded_by=policies.person_behind(by, to="follow up an emergency"),
        recorded_at=at,
    )
    audit.record("emergency_followed_up", by=by, at=at, obj=follow_up, stop=locked.pk, call=call.value)
    return follow_up
