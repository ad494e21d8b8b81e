"""What referrals and assessments ask of people: decide, assess, revise, sign off; and what follows them."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.protocol_settings import settings_of
from macem.cases.models import Case
from macem.gate import clock
from macem.govuk.dates import full_date
from macem.people.models import CaseHolder
from macem.protocol.pathway import Timeliness
from macem.protocol.vocabulary import Clause, Duty, MashRoute, Role
from macem.referrals.models import MashDecision, Referral, RiskAssessment
from macem.referrals.policies import LEADS
from macem.referrals.presenters.referral import QueuePresenter
from macem.referrals.safeguarding_duties import of_case_holder, of_the_mash, of_working_agency
from macem.referrals.up_to_date import before_next_meeting, coming_meetings


def duties(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return what ``user`` owes: the MASH a decision, a worker an assessment, a manager a sign-off."""
    today = clock.local_date(now)
    found: list[Duty] = []
    if Role.MASH_DECISION_MAKER in roles:
        found += _to_decide(user, today) + of_the_mash(user)
    if Role.SOCIAL_CARE_WORKER in roles:
        returned = _returned(user, today)
        found += returned
        found += _to_assess(user, today, {duty.subject_reference for duty in returned})
        found += of_case_holder(user, today)
    if roles & set(LEADS):
        found += of_working_agency(user, today)
    if Role.SERVICE_MANAGER in roles:
        found += _to_sign(user, today)
    return found


def _to_decide(user: Any, today: date) -> list[Duty]:
    rows = Referral.objects.visible_to(user).undecided().at_mash_of(user)
    found = []
    for row in rows.select_related("agency", "panel"):
        calendar = settings_of(row.panel).calendar.working_days
        shown = QueuePresenter(row, calendar=calendar, today=today)
        found.append(
            Duty(
                title=_("Decide on referral %(receipt)s") % {"receipt": shown.receipt},
                url=shown.url,
                due=shown.due,
                reason=_("From %(agency)s, waiting %(time)s.")
                % {"agency": shown.agency, "time": shown.waited},
                role=Role.MASH_DECISION_MAKER,
                clause=Clause.P2,
            )
        )
    return found


def _returned(user: Any, today: date) -> list[Duty]:
    rows = RiskAssessment.objects.visible_to(user).written_by(user).returned()
    rows = list(rows.select_related("subject").prefetch_related("reviews__reviewed_by"))
    coming = coming_meetings(user, [row.subject_id for row in rows], today)
    return [
        Duty(
            title=_("Revise the risk assessment of %(reference)s") % {"reference": row.subject.reference},
            url=reverse("referrals:assess", kwargs={"reference": row.subject.reference}),
            due=coming[row.subject_id].due if row.subject_id in coming else None,
            reason=_("%(who)s returned it on %(day)s.")
            % {"who": review.reviewed_by.full_name, "day": full_date(review.reviewed_at)},
            role=Role.SOCIAL_CARE_WORKER,
            subject_reference=row.subject.reference,
            clause=Clause.P4,
        )
        for row in rows
        for review in row.reviews.all()
    ]


def _to_assess(user: Any, today: date, being_revised: set[str | None]) -> list[Duty]:
    """P6: children whose case the worker holds, before the next meeting without an up-to-date assessment."""
    held = (
        CaseHolder.objects.visible_to(user).filter(worker=user, until=None).select_related("person__subject")
    )
    people = {row.person_id: row.person.subject.reference for row in held}
    found = _first_assessments(user, people)
    for subject_id, shown in before_next_meeting(people, user, today).items():
        reference = people[subject_id]
        if shown.state is Timeliness.UP_TO_DATE or reference in being_revised:
            continue
        found.append(
            Duty(
                title=_("Write an up-to-date risk assessment of %(reference)s") % {"reference": reference},
                url=reverse("referrals:assess", kwargs={"reference": reference}),
                due=shown.due,
                reason=_("The child is before the meeting on %(day)s. %(latest)s.")
                % {"day": full_date(shown.meeting.on), "latest": shown.latest},
                role=Role.SOCIAL_CARE_WORKER,
                subject_reference=reference,
                clause=Clause.P6,
            )
        )
    return found


def _first_assessments(user: Any, people: dict[int, str]) -> list[Duty]:
    """P4: children whose case the worker holds since the MASH decided on level 4, and whom nobody assessed.

    Once a child is before the panel, the meeting sets the day (P6).
    """
    decisions = MashDecision.objects.visible_to(user).filter(referral__subject_id__in=people)
    latest = dict(decisions.order_by("decided_at", "pk").values_list("referral__subject_id", "path"))
    assessments = RiskAssessment.objects.visible_to(user).filter(subject_id__in=people)
    seen = assessments.values_list("subject_id", flat=True)
    cases = Case.objects.visible_to(user).stays().filter(subject_id__in=people)
    before = cases.values_list("subject_id", flat=True)
    wanting = {subject_id for subject_id, path in latest.items() if path is MashRoute.MACEM}
    return [
        Duty(
            title=_("Write the first risk assessment of %(reference)s") % {"reference": people[subject_id]},
            url=reverse("referrals:assess", kwargs={"reference": people[subject_id]}),
            due=None,
            reason=_("The MASH decided on level 4: the child will be discussed at MACEM."),
            role=Role.SOCIAL_CARE_WORKER,
            subject_reference=people[subject_id],
            clause=Clause.P4,
        )
        for subject_id in sorted(wanting - {*seen, *before})
    ]


def _to_sign(user: Any, today: date) -> list[Duty]:
    rows = RiskAssessment.objects.visible_to(user).sent_to(user).waiting()
    rows = list(rows.select_related("subject", "author"))
    coming = coming_meetings(user, [row.subject_id for row in rows], today)
    return [
        Duty(
            title=_("Sign off the risk assessment of %(reference)s") % {"reference": row.subject.reference},
            url=reverse("referrals:review", kwargs={"reference": row.subject.reference, "pk": row.pk}),
            due=coming[row.subject_id].due if row.subject_id in coming else None,
            reason=_("%(who)s sent it on %(day)s.")
            % {"who": row.author.full_name, "day": full_date(row.sent_at)},
            role=Role.SERVICE_MANAGER,
            subject_reference=row.subject.reference,
            clause=Clause.P4,
        )
        for row in rows
    ]
