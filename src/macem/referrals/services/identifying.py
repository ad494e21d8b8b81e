"""The MASH says who the child of a referral is: somebody known here, or somebody new (clause P2)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.audit import services as audit
from macem.confidentiality.models import AccessGrant
from macem.confidentiality.policies import can_see
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import services as people
from macem.people.finding import Perhaps, subjects_with_identifier
from macem.people.models import Person
from macem.protocol.vocabulary import Clause, Role
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind
from macem.referrals import known, policies
from macem.referrals.models import Referral
from macem.screening import services as screenings

BASIS = "referral to the MASH"


@transaction.atomic
def open_to_compare(*, referral: Referral, by: Actor, at: datetime | None = None) -> int:
    """Let the MASH see the records that may be of the child of a referral, so that it can compare.

    A decision that the child is somebody else takes that sight away again. Returns how many it sees now that
    it did not see before. Raises :class:`Refused`; :class:`NotNow` where there are none.
    """
    at = at or clock.now()
    policies.check_can_decide(by, referral.panel)
    found = known.to_open(known.records(referral, by))
    if not found:
        raise NotNow(_("There is no record here that you would have to open."), clause=Clause.P2.value)
    for one in found:
        _grant_mash(one.subject_id, referral, by, at)
    audit.record(
        "records_opened_to_compare", by=by, at=at, obj=referral, subjects=[one.subject_id for one in found]
    )
    return len(found)


def settle_who_it_is(
    referral: Referral, person: Person | None, why_new: str, by: Actor, at: datetime
) -> Person:
    """Return the child a referral is about, linked to it and seen by the MASH; None registers somebody new.

    Raises :class:`NotNow` where an earlier decision named another child, or the child's record is closed to
    the MASH; and for somebody new, where a likely record has not been looked at, or no word says why it is
    of somebody else.
    """
    if referral.subject_id is not None:
        return _settled(referral, person)
    child = person or _register(referral, why_new, by, at)
    _grant_mash(child.pk, referral, by, at)
    if not can_see(by, child.pk, to="decide on a referral"):
        raise NotNow(str(known.CLOSED), clause=Clause.S1.value)
    _close_again(referral, child, by, at)
    referral.subject_id = child.pk
    referral.save(update_fields=["subject"])
    if referral.screening is not None:
        screenings.belongs_to(screening=referral.screening, subject_id=child.pk, by=by, at=at)
    audit.record("referral_linked", by=by, at=at, obj=referral, subject_id=child.pk, new=person is None)
    return child


def _settled(referral: Referral, person: Person | None) -> Person:
    if person is not None and person.pk != referral.subject_id:
        raise NotNow(
            _("An earlier decision says that this referral is about somebody else."), clause=Clause.P2.value
        )
    linked = Person.objects.filter(pk=referral.subject_id).first()
    if linked is None:
        raise NotNow(str(known.CLOSED), clause=Clause.S1.value)
    return linked


def _register(referral: Referral, why_new: str, by: Actor, at: datetime) -> Person:
    """Make the record of the child; tell others where it may be of somebody from whom ``by`` is barred."""
    people.take_turns_making_records()
    found = known.records(referral, by)
    if any(one.likeness.wants_a_word for one in known.to_open(found)):
        raise NotNow(
            _("A record here that you do not see yet is likely of this child. Open it to compare first."),
            clause=Clause.P2.value,
        )
    people.check_word(found, why_new)
    child = people.register_person(
        kind=PersonKind.CHILD,
        forename=referral.forename,
        surname=referral.surname,
        date_of_birth=referral.date_of_birth,
        estimated_age=referral.about_age,
        identifiers=[(IdentifierKind.CSC, _number_to_copy(referral, found))],
        first_grants=[Principal.role(referral.panel_id, Role.MASH_DECISION_MAKER)],
        basis=BASIS,
        source=source_of(referral),
        by=by,
        at=at,
    )
    people.keep_apart(person=child, found=[one for one in found if one.is_seen], why=why_new, by=by, at=at)
    people.tell_of_unseen(person=child, sought=known.described(referral), panel=referral.panel, by=by, at=at)
    return child


def _number_to_copy(referral: Referral, found: Iterable[Perhaps]) -> str:
    """Return the social care number of a referral, unless it is somebody else's whom the MASH may see."""
    bearers = set(subjects_with_identifier(IdentifierKind.CSC, referral.csc_number))
    return "" if bearers & {one.subject_id for one in found} else referral.csc_number


def _close_again(referral: Referral, child: Person, by: Actor, at: datetime) -> None:
    """Take away the sight of those who were opened to compare and are somebody else."""
    opened = AccessGrant.objects.filter(source=source_of(referral), until=None).exclude(subject_id=child.pk)
    for subject_id in sorted(set(opened.values_list("subject_id", flat=True))):
        end_access(source=source_of(referral), subject_id=subject_id, by=by, at=at)


def _grant_mash(subject_id: int, referral: Referral, by: Actor, at: datetime) -> None:
    grant_access(
        subject_id=subject_id,
        to=[Principal.role(referral.panel_id, Role.MASH_DECISION_MAKER)],
        basis=BASIS,
        source=source_of(referral),
        by=by,
        at=at,
    )
