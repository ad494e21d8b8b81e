"""Brothers, sisters, friends and peer groups, as far as the reader sees both people of each link."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.gate import clock
from macem.people.models import DatedRecord, Link, PeerGroup, PeerMember, Person
from macem.people.presenters.person import PersonPresenter
from macem.people.presenters.wording import grey
from macem.protocol.vocabulary.facts import LinkKind


@dataclass(frozen=True)
class CompanionPresenter:
    """One other person, and what they are to the one whose page it is."""

    person: PersonPresenter
    how: str
    record: DatedRecord
    kind: str
    words: str = ""
    reference: str = ""
    may_change: bool = False

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.words, *grey(self.record)) if line]

    @property
    def end_url(self) -> str:
        where = {"reference": self.reference, "kind": self.kind, "pk": self.record.pk}
        return reverse("people:end_record", kwargs=where) if self.may_change else ""


@dataclass(frozen=True)
class PeerGroupPresenter:
    """A peer group, with those of its members whom the reader sees."""

    group: PeerGroup
    members: list[CompanionPresenter]
    reference: str

    @property
    def name(self) -> str:
        return self.group.name

    @property
    def words(self) -> str:
        return self.group.words

    @property
    def url(self) -> str:
        return reverse("people:peer_group", kwargs={"reference": self.reference, "group": self.group.pk})


@dataclass(frozen=True)
class Together:
    """Those who belong together with one person, for one reader; never a hint at anybody else."""

    person: Person
    viewer: Any
    may_change: bool = False

    @property
    def reference(self) -> str:
        return self.person.subject.reference

    @cached_property
    def linked(self) -> list[CompanionPresenter]:
        """Links of two, brothers and sisters first."""
        rows = Link.objects.visible_to(self.viewer).standing(clock.today()).of(self.person)
        found = list(rows.order_by("pk"))
        others = self._people(link.other_id(self.person) for link in found)
        shown = [
            CompanionPresenter(
                person=PersonPresenter(other),
                how=_how(link, self.person, other),
                record=link,
                kind="link",
                words=link.words,
                reference=self.reference,
                may_change=self.may_change,
            )
            for link in found
            if (other := others.get(link.other_id(self.person))) is not None
        ]
        order = list(LinkKind)
        return sorted(shown, key=lambda one: (order.index(one.record.kind), one.person.name))  # type: ignore[attr-defined]

    @cached_property
    def groups(self) -> list[PeerGroupPresenter]:
        """Peer groups to which the person belongs now."""
        theirs = PeerMember.objects.visible_to(self.viewer).standing(clock.today()).filter(person=self.person)
        groups = PeerGroup.objects.visible_to(self.viewer).filter(pk__in=theirs.values("group"))
        return [self.group(group) for group in groups]

    def group(self, group: PeerGroup) -> PeerGroupPresenter:
        """Return one group with everybody in it now whom the reader sees, the person included."""
        rows = PeerMember.objects.visible_to(self.viewer).standing(clock.today()).filter(group=group)
        found = list(rows.order_by("pk"))
        people = self._people(row.person_id for row in found)
        members = [
            CompanionPresenter(
                person=PersonPresenter(people[row.person_id]),
                how=_("In the group"),
                record=row,
                kind="peer",
                reference=self.reference,
                may_change=self.may_change,
            )
            for row in found
            if row.person_id in people
        ]
        return PeerGroupPresenter(group, members, self.reference)

    def _people(self, keys: Iterable[int]) -> dict[int, Person]:
        rows = Person.objects.visible_to(self.viewer).with_names().filter(pk__in=set(keys))
        return {row.pk: row for row in rows}


def _how(link: Link, person: Person, other: Person) -> str:
    """ "Brother or sister"; with the same exact birthday "born the same day", which is all that it says."""
    words: str = link.kind.label
    twins = link.kind is LinkKind.SIBLING and person.exact_birth is not None
    if twins and person.exact_birth == other.exact_birth:
        return _("%(how)s, born the same day") % {"how": words}
    return words
