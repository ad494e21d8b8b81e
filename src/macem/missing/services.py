"""Missing episodes: recorded by hand or from a file, corrected by a new row, never overwritten."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.missing import policies
from macem.missing.models import Episode
from macem.people import services as people
from macem.people.models import Person
from macem.protocol.vocabulary import AbsenceType, Clause

BY_HAND = "recorded here"


@transaction.atomic
def record_episode(
    *,
    person: Person,
    kind: AbsenceType,
    started_on: date,
    by: Actor,
    started_at: time | None = None,
    ended_on: date | None = None,
    ended_at: time | None = None,
    source: str = BY_HAND,
    source_reference: str = "",
    received_at: datetime | None = None,
    replaces: Episode | None = None,
    at: datetime | None = None,
) -> Episode:
    """Record that a child was reported missing, or away from placement without authorisation (C2, C3).

    Dates and clock times are London's; a time that is not known is None, never midnight. ``received_at``
    is when the report first arrived here: a late report counts as new evidence from then on.
    Raises :class:`Refused`; :class:`NotNow` where the end lies before the start or the start in the future.
    """
    at = at or clock.now()
    policies.check_can_record_episode_about(by, person.pk)
    _check_order(started_on, started_at, ended_on, ended_at, at)
    episode = Episode.objects.create(
        subject_id=person.pk,
        kind=kind,
        started_on=started_on,
        started_at=started_at,
        ended_on=ended_on,
        ended_at=ended_at,
        source=source,
        source_reference=source_reference,
        received_at=received_at or at,
        recorded_by_id=by.user_id,
        recorded_at=at,
        replaces=replaces,
    )
    people.note_facts_changed(person_id=person.pk, what="missing episode", at=at)
    audit.record(
        "episode_corrected" if replaces else "episode_recorded",
        by=by,
        at=at,
        obj=episode,
        subject_id=person.pk,
        kind=kind.value,
        replaces=replaces.pk if replaces else None,
    )
    return episode


@transaction.atomic
def correct_episode(
    *,
    episode: Episode,
    kind: AbsenceType,
    started_on: date,
    by: Actor,
    started_at: time | None = None,
    ended_on: date | None = None,
    ended_at: time | None = None,
    source: str = BY_HAND,
    source_reference: str = "",
    received_at: datetime | None = None,
    at: datetime | None = None,
) -> Episode:
    """Put a new row in the place of ``episode``, which stays as it was (for example: the child came back).

    Raises :class:`Refused`; :class:`NotNow` if somebody has corrected it already.
    """
    policies.check_can_record_episode_about(by, episode.subject_id)
    locked = (
        Episode.objects.select_for_update(of=("self",)).select_related("subject__person").get(pk=episode.pk)
    )
    if Episode.objects.filter(replaces=locked).exists():
        raise NotNow(
            _("This record has been corrected in the meantime. Look at the newest and start from that.")
        )
    return record_episode(
        person=locked.subject.person,
        kind=kind,
        started_on=started_on,
        started_at=started_at,
        ended_on=ended_on,
        ended_at=ended_at,
        source=source,
        source_reference=source_reference or locked.source_reference,
        received_at=received_at,
        replaces=locked,
        by=by,
        at=at,
    )


def _check_order(
    started_on: date, started_at: time | None, ended_on: date | None, ended_at: time | None, at: datetime
) -> None:
    if started_on > clock.local_date(at):
        raise NotNow(
            _("The child cannot have been missing from a day in the future."), clause=Clause.C3.value
        )
    if ended_on is None:
        if ended_at is not None:
            raise ValidationError(_("A time of return needs its date."))
        return
    same_day_backwards = (
        ended_on == started_on and started_at is not None and ended_at is not None and ended_at < started_at
    )
    if ended_on < started_on or same_day_backwards:
        raise NotNow(
            _("The return lies before the child was missing. Check both dates and times."),
            clause=Clause.C3.value,
        )
