"""What early help, enquiries, NRM referrals and emergencies ask of people (clauses P2, P3, C1)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.agencies.panels import panels_of
from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.govuk.dates import full_date, moment
from macem.people.models import CaseHolder
from macem.protocol.early_help import ReviewStanding, review_standing
from macem.protocol.referral import decision_due
from macem.protocol.vocabulary import Clause, Duty, Role
from macem.protocol.vocabulary.early_help import EarlyHelpState
from macem.referrals.models import EarlyHelp, EmergencyStop, NrmReferral, StrategyMeeting
from macem.referrals.nrm_cases import with_decisions
from macem.referrals.policies import decides_for
from macem.referrals.presenters.nrm import NrmPresenter
from macem.referrals.presenters.strategy import StrategyPresenter


def of_working_agency(user: Any, today: date) -> list[Duty]:
    """P2: the contact of the working agency, or who leads: say who leads, and review when it is time."""
    rows = EarlyHelp.objects.visible_to(user).done_by_agency_of(user.pk).open()
    found = []
    for row in rows.select_related("subject").prefetch_related("leads"):
        if not row.leads.all():
            found.append(_early_help(row, "lead", _("Say who leads early help of %(reference)s"), None))
        if row.next_review and review_standing(row.next_review, today) is not ReviewStanding.LATER:
            title = _("Review early help of %(reference)s")
            found.append(_early_help(row, "review", title, row.next_review))
    return found


def _early_help(row: EarlyHelp, page: str, title: str, due: date | None) -> Duty:
    reference = row.subject.reference
    return Duty(
        title=title % {"reference": reference},
        url=reverse(f"referrals:early_help_{page}", kwargs={"number": row.pk}),
        due=due,
        reason=_("Begun on %(day)s; your agency does the work.") % {"day": full_date(row.begun_at)},
        role=Role.SPOC,
        subject_reference=reference,
        clause=Clause.P2,
    )


def of_the_mash(user: Any) -> list[Duty]:
    """P2 and P3: answer each step up that was asked for, and follow up each emergency."""
    rows = EarlyHelp.objects.visible_to(user).filter(panel__in=decides_for(user.pk)).with_state()
    asked = rows.filter(state=EarlyHelpState.STEP_UP_ASKED.value)
    asked = asked.select_related("subject", "panel", "agency").prefetch_related("reviews")
    return [*(_step_up(row) for row in asked), *_emergencies(user)]


def _step_up(row: EarlyHelp) -> Duty:
    asked = clock.local_date(list(row.reviews.all())[-1].recorded_at)
    reference = row.subject.reference
    return Duty(
        title=_("Answer the step up of %(reference)s") % {"reference": reference},
        url=reverse("referrals:early_help_step_up", kwargs={"number": row.pk}),
        due=decision_due(asked, settings_of(row.panel).calendar.working_days),
        reason=_("%(agency)s asked on %(day)s.") % {"agency": row.agency.name, "day": full_date(asked)},
        role=Role.MASH_DECISION_MAKER,
        subject_reference=reference,
        clause=Clause.P2,
    )


def _emergencies(user: Any) -> list[Duty]:
    stops = EmergencyStop.objects.filter(panel__in=decides_for(user.pk), follow_up=None)
    return [
        Duty(
            title=_("Follow up the emergency of %(when)s") % {"when": moment(stop.stopped_at)},
            url=reverse("referrals:emergency_follow_up", kwargs={"number": stop.pk}),
            due=clock.local_date(stop.stopped_at),
            reason=_("Somebody of %(agency)s was shown the emergency route.") % {"agency": stop.agency.name},
            role=Role.MASH_DECISION_MAKER,
            clause=Clause.P3,
        )
        for stop in stops.select_related("agency").order_by("stopped_at")
    ]


def of_case_holder(user: Any, today: date) -> list[Duty]:
    """P3 and C1: whoever holds the case records the outcome of an enquiry, and asks for a late decision."""
    held = CaseHolder.objects.visible_to(user).filter(worker=user, until=None).values("person_id")
    panel = panels_of(user.pk)[0]
    meetings = StrategyMeeting.objects.visible_to(user).filter(section_47=True, conclusion=None)
    referrals = NrmReferral.objects.visible_to(user).filter(withdrawn_on=None)
    return [
        *_enquiries(meetings.filter(subject_id__in=held).select_related("subject"), panel, today),
        *_late_decisions(with_decisions(referrals.filter(subject_id__in=held)), panel, today),
    ]


def _enquiries(meetings: Iterable[StrategyMeeting], panel: Panel, today: date) -> Iterator[Duty]:
    for meeting in meetings:
        shown = StrategyPresenter(meeting, panel, today)
        yield _holders(
            _("Record the outcome of the section 47 enquiry of %(reference)s"),
            meeting.subject.reference,
            shown.enquiry_url,
            due=shown.standing.due if shown.standing else None,
            reason=_("Opened by the strategy meeting on %(day)s.") % {"day": shown.held},
            clause=Clause.P3,
        )


def _late_decisions(referrals: Iterable[NrmReferral], panel: Panel, today: date) -> Iterator[Duty]:
    for nrm in referrals:
        shown = NrmPresenter(nrm, panel, today)
        if shown.standing.due is not None and shown.standing.due <= today:
            yield _holders(
                _("Ask for the NRM decision on %(reference)s"),
                nrm.subject.reference,
                shown.url,
                due=shown.standing.due,
                reason=f"{shown.state}.",
                clause=Clause.C1,
            )


def _holders(title: str, reference: str, url: str, *, due: date | None, reason: str, clause: Clause) -> Duty:
    return Duty(
        title=title % {"reference": reference},
        url=url,
        due=due,
        reason=reason,
        role=Role.SOCIAL_CARE_WORKER,
        subject_reference=reference,
        clause=clause,
    )
