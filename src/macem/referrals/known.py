"""Who a referral may be about: records here that may be of the child, and what speaks for it (clause P2)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from macem.gate import clock
from macem.gate.actor import Actor
from macem.people.finding import Perhaps, describe, perhaps_known
from macem.people.likeness import Description, Likeness, compare
from macem.protocol.screening import Given
from macem.protocol.vocabulary.screening import Question
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind
from macem.referrals.models import Referral
from macem.screening.reading import form_of

CHILDREN = (PersonKind.CHILD,)

CLOSED = _("The record of this child is restricted. Tell the chair, who says who may work with it.")
"""Of a child whom an earlier decision named, so that the MASH knows of them already."""


def described(referral: Referral) -> Description:
    """Return the child as the referrer described them, on the screening form too where there is one.

    Bring ``screening__answers`` along where there are several.
    """
    given = form_of(referral.screening).given if referral.screening else {}
    numbers, home = (given.get(one.value, Given()) for one in (Question.NUMBERS, Question.HOME))
    return describe(
        forename=referral.forename,
        surname=referral.surname,
        date_of_birth=referral.date_of_birth,
        about_age=referral.about_age,
        said_on=clock.local_date(referral.submitted_at),
        postcode=home.get("postcode") or "",
        other_names=given.get(Question.NAME.value, Given()).get("others") or "",
        identifiers=[
            (IdentifierKind.CSC, referral.csc_number),
            *((kind, numbers.get(kind.value) or "") for kind in IdentifierKind),
        ],
    )


def records(referral: Referral, by: Actor) -> list[Perhaps]:
    """Return the records that may be of the child of a referral, seen by ``by`` or not yet.

    Those from which ``by`` is barred are not among them.
    """
    return records_of([referral], by)[0]


def records_of(referrals: Sequence[Referral], by: Actor) -> list[list[Perhaps]]:
    """Return the same for each of several referrals, in as many questions as for one."""
    return perhaps_known([described(one) for one in referrals], kinds=CHILDREN, by=by)


def to_open(found: Iterable[Perhaps]) -> list[Perhaps]:
    """Return the records that may be of the child itself and that have to be opened to be compared."""
    return [one for one in found if not one.is_seen and one.likeness.may_be_same]


def alike_among(referrals: Sequence[Referral], others: Sequence[Referral]) -> dict[int, list[Referral]]:
    """Return, by the key of each referral, those of ``others`` that are likely about the same child."""
    theirs = [(other, described(other)) for other in others]
    found: dict[int, list[Referral]] = {}
    for referral in referrals:
        mine = described(referral)
        found[referral.pk] = [
            other
            for other, description in theirs
            if other.pk != referral.pk and compare(mine, description).likeness in SAME_CHILD
        ]
    return found


SAME_CHILD = frozenset({Likeness.SURE, Likeness.LIKELY})
"""What a list says of two referrals; what is merely possible would mark too many."""
