"""Who a referral may be about: people already known here, as far as the MASH sees them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from macem.people.finding import subjects_with_identifier
from macem.people.models import Person
from macem.people.querysets import PersonQuerySet
from macem.protocol.vocabulary.states import IdentifierKind
from macem.referrals.models import Referral

MOST = 20

CLOSED = _("The record of this child is restricted. Tell the chair, who says who may work with it.")


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be the child of a referral, and what speaks for it, strongest first."""

    person: Person
    because: tuple[str, ...]

    @property
    def because_words(self) -> str:
        """ "Same name, same date of birth"."""
        words = ", ".join(str(one) for one in self.because)
        return words[:1].upper() + words[1:]


def same_number(referral: Referral) -> list[int]:
    """Return the keys of everybody who bears the social care number on a referral, seen or not."""
    return subjects_with_identifier(IdentifierKind.CSC, referral.csc_number)


def candidates(referral: Referral, user: Any) -> list[Candidate]:
    """Return the people whom ``user`` sees and who have the number, the name or the birthday of a referral.

    Somebody whom several facts point to comes first; at most twenty are shown.
    """
    visible = Person.objects.visible_to(user).with_names()
    name = f"{referral.forename} {referral.surname}".strip()
    searches: list[tuple[Any, PersonQuerySet]] = [
        (_("same social care number"), visible.filter(pk__in=same_number(referral))),
        (_("same name"), visible.named(name, former_too=True)),
    ]
    if referral.date_of_birth is not None:
        searches.append((_("same date of birth"), visible.filter(date_of_birth=referral.date_of_birth)))
    people: dict[int, Person] = {}
    reasons: dict[int, list[str]] = {}
    for because, rows in searches:
        for person in rows[:MOST]:
            people[person.pk] = person
            reasons.setdefault(person.pk, []).append(because)
    found = [Candidate(people[pk], tuple(because)) for pk, because in reasons.items()]
    return sorted(found, key=lambda one: -len(one.because))[:MOST]


def hides_same_number(referral: Referral, user: Any) -> bool:
    """Say whether somebody whom ``user`` does not see bears the number on a referral."""
    bearers = same_number(referral)
    return len(bearers) > Person.objects.visible_to(user).filter(pk__in=bearers).count()
