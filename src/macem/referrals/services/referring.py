"""A referrer's writes: the emergency route shown, a few lines or a screening form sent (clauses P1, P3)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from macem.accounts.invitations.services import note_used
from macem.agencies.holders import holders
from macem.agencies.models import Agency, Panel
from macem.audit import services as audit
from macem.confidentiality.references import new_reference
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.rules import require
from macem.notices import services as notices
from macem.protocol import referral as rules
from macem.protocol.vocabulary import HarmfulSexualBehaviour, Role, Strand
from macem.referrals import policies
from macem.referrals.models import EmergencyStop, Referral
from macem.screening import services as screenings
from macem.screening.models import Screening
from macem.screening.policies import check_can_fill_in
from macem.screening.reading import described


@transaction.atomic
def stop_for_emergency(
    *, panel: Panel, agency: Agency, by: Actor, at: datetime | None = None
) -> EmergencyStop:
    """Record that a referrer was shown the emergency route instead of the form (clause P3). Nothing else.

    Raises :class:`Refused` for somebody who does not work for ``agency`` at ``panel``.
    """
    at = at or clock.now()
    check_can_fill_in(by, panel, agency)
    stop = EmergencyStop.objects.create(
        panel=panel,
        agency=agency,
        stopped_for=policies.person_behind(by, to="refer a child"),
        stopped_at=at,
        telephone_shown=panel.mash_telephone,
    )
    audit.record("emergency_route_shown", by=by, at=at, obj=stop, agency=agency.pk)
    return stop


@transaction.atomic
def submit_referral(
    *,
    panel: Panel,
    agency: Agency,
    forename: str,
    surname: str,
    date_of_birth: date | None,
    csc_number: str,
    strands: Iterable[Strand],
    harmful_sexual_behaviour: HarmfulSexualBehaviour,
    concern: str,
    strengths: str,
    by: Actor,
    home_authority: str = "",
    discussion_reason: str = "",
    about_age: int | None = None,
    at: datetime | None = None,
) -> Referral:
    """Send a worry about a child to the MASH of ``panel`` (clause P1); no safeguarding referral (P3).

    ``about_age`` is for a child whose date of birth is not known. A reason for a discussion counts where
    police or social care refer (C6). Raises :class:`Refused`; :class:`NotNow` where something is missing.
    """
    at = at or clock.now()
    strands = list(strands)
    policies.check_can_refer(by, panel, agency)
    require(
        rules.may_be_sent(
            rules.Worry(forename, surname, strands, concern, strengths, date_of_birth, about_age),
            clock.local_date(at),
        )
    )
    referral = Referral.objects.create(
        panel=panel,
        agency=agency,
        submitted_by=policies.person_behind(by, to="refer a child"),
        submitted_at=at,
        receipt=new_reference(prefix="R-"),
        forename=forename.strip(),
        surname=surname.strip(),
        date_of_birth=date_of_birth,
        about_age=about_age,
        csc_number=csc_number.strip(),
        strands=[strand.value for strand in strands],
        harmful_sexual_behaviour=harmful_sexual_behaviour,
        concern=concern.strip(),
        strengths=strengths.strip(),
        home_authority=home_authority.strip(),
        discussion_reason=discussion_reason.strip(),
    )
    _tell_the_mash(referral, by, at)
    audit.record("referral_submitted", by=by, at=at, obj=referral, agency=agency.pk)
    return referral


@transaction.atomic
def submit_screening(*, screening: Screening, by: Actor, at: datetime | None = None) -> Referral:
    """Send a screening form to the MASH (clause P1); no safeguarding referral (P3). It changes no more.

    The referral made of it says what the criteria ask: harmful sexual behaviour (C5), the reason for a
    discussion and the home authority (C6). An invited person's invitation is used up by it. Raises
    :class:`Refused`; :class:`NotNow` where something is missing, immediate danger was not asked about today,
    or the form is sent already.
    """
    at = at or clock.now()
    said = described(screenings.close(screening=screening, by=by, at=at))
    referral = Referral.objects.create(
        panel=screening.panel,
        agency=screening.agency,
        submitted_by=policies.person_behind(by, to="send a screening form"),
        submitted_at=at,
        receipt=new_reference(prefix="R-"),
        screening=screening,
        forename=said.forename,
        surname=said.surname,
        date_of_birth=said.date_of_birth,
        about_age=said.about_age,
        csc_number=said.csc_number,
        strands=[strand.value for strand in said.strands],
        harmful_sexual_behaviour=said.harmful_sexual_behaviour,
        concern=said.narrative,
        strengths=said.strengths,
        home_authority=said.home_authority,
        discussion_reason=said.discussion_reason,
    )
    note_used(by=by, at=at)
    _tell_the_mash(referral, by, at)
    audit.record(
        "referral_submitted", by=by, at=at, obj=referral, agency=screening.agency_id, screening=screening.pk
    )
    return referral


def _tell_the_mash(referral: Referral, by: Actor, at: datetime) -> None:
    for decider in holders(referral.panel, Role.MASH_DECISION_MAKER, at=at):
        notices.notify(
            user=decider,
            kind="referral",
            subject_line="a referral waits for the MASH",
            path=reverse("referrals:mash"),
            key=f"referral:{referral.pk}:{decider.pk}",
            by=by,
            at=at,
        )
