"""Strategy meetings, and the section 47 enquiries that they open (clause P3)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.agencies.models import Agency
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.people.models import Person
from macem.protocol import enquiries
from macem.protocol import referral as rules
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.safeguarding import EnquiryOutcome
from macem.referrals import policies
from macem.referrals.models import EnquiryConclusion, StrategyMeeting, StrategyMeetingAgency


@transaction.atomic
def record_strategy_meeting(
    *,
    person: Person,
    held_on: date,
    section_47: bool,
    outcome: str,
    by: Actor,
    chaired_by: str = "",
    agencies: Iterable[Agency] = (),
    at: datetime | None = None,
) -> StrategyMeeting:
    """Record a strategy meeting: chair, agencies there, outcome, whether it opened an enquiry (clause P3).

    Raises :class:`Refused`; :class:`NotNow` for a day in the future or without an outcome.
    """
    at = at or clock.now()
    policies.check_can_record_strategy(by, person.pk)
    require(rules.strategy_meeting(held_on, outcome, clock.local_date(at)))
    meeting = StrategyMeeting.objects.create(
        subject_id=person.pk,
        held_on=held_on,
        chaired_by=chaired_by.strip(),
        section_47=section_47,
        outcome=outcome.strip(),
        recorded_by=policies.person_behind(by, to="record a strategy meeting"),
        recorded_at=at,
    )
    there = [StrategyMeetingAgency(meeting=meeting, agency=one) for one in agencies]
    StrategyMeetingAgency.objects.bulk_create(there)
    audit.record(
        "strategy_meeting_recorded", by=by, at=at, obj=meeting, subject_id=person.pk,
        section_47=section_47, agencies=len(there),
    )  # fmt: skip
    return meeting


@transaction.atomic
def conclude_enquiry(
    *,
    meeting: StrategyMeeting,
    outcome: EnquiryOutcome,
    concluded_on: date,
    reason: str,
    by: Actor,
    conference_on: date | None = None,
    at: datetime | None = None,
) -> EnquiryConclusion:
    """Record how the section 47 enquiry that a strategy meeting opened ended (clause P3).

    Raises :class:`Refused`; :class:`NotNow` where none was opened, where its outcome is recorded already, or
    where a day or the reason is missing or cannot be right.
    """
    at = at or clock.now()
    policies.check_can_record_strategy(by, meeting.subject_id)
    locked = StrategyMeeting.objects.select_for_update().get(pk=meeting.pk)
    if EnquiryConclusion.objects.filter(meeting=locked).exists():
        raise NotNow(_("The outcome of this enquiry is recorded already."), clause=Clause.P3.value)
    conference = conference_on if outcome is EnquiryOutcome.CONFERENCE else None
    require(
        enquiries.may_conclude(
            opened=locked.held_on if locked.section_47 else None,
            concluded=concluded_on,
            outcome=outcome,
            conference=conference,
            reason=reason,
            today=clock.local_date(at),
        )
    )
    conclusion = EnquiryConclusion.objects.create(
        meeting=locked,
        concluded_on=concluded_on,
        outcome=outcome,
        conference_on=conference,
        reason=reason.strip(),
        recorded_by=policies.person_behind(by, to="record the outcome of an enquiry"),
        recorded_at=at,
    )
    audit.record(
        "enquiry_concluded", by=by, at=at, obj=conclusion, subject_id=locked.subject_id,
        meeting=locked.pk, outcome=outcome.value,
    )  # fmt: skip
    return conclusion
