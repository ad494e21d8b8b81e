"""Everything recorded about one person, fact by fact, as one reader may see it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.gate import clock
from macem.gate.actor import Actor
from macem.people import lists, numbers, policies
from macem.people.fields import readable
from macem.people.models import (
    Address,
    CaseHolder,
    Contact,
    DatedRecord,
    Fact,
    HomeAuthority,
    Identifier,
    Person,
    Schooling,
)
from macem.people.presenters.companions import Together
from macem.people.presenters.contact import ContactPresenter, worst_first
from macem.people.presenters.person import PersonPresenter
from macem.people.presenters.rows import AboutRow
from macem.people.presenters.wording import (
    address_words,
    attendance_words,
    authority_words,
    fact_words,
    grey,
)
from macem.protocol.vocabulary.facts import AddressKind, RestrictedField, SafeToContact, Topic

WHO = (Topic.SEX, Topic.GENDER, Topic.ETHNICITY, Topic.LANGUAGE, Topic.INTERPRETER)
NEEDS = (Topic.DISABILITY, Topic.SEND)

Record = TypeVar("Record", bound=DatedRecord)


def about(person: Person, viewer: Any) -> list[AboutRow]:
    """Return the rows of the aside "About" on a person's page, for the user ``viewer``."""
    return About(person, viewer).rows


@dataclass(frozen=True)
class About:
    """The facts about ``person`` for ``viewer``: restricted ones only with the right to read them (S1)."""

    person: Person
    viewer: Any

    @cached_property
    def shown(self) -> PersonPresenter:
        return PersonPresenter(self.person)

    @cached_property
    def may_record(self) -> bool:
        return policies.can_record_identity(Actor.user(self.viewer), self.person.pk)

    @cached_property
    def may_read(self) -> frozenset[RestrictedField]:
        return readable(self.viewer.pk, self.person)

    @property
    def rows(self) -> list[AboutRow]:
        """Every row, in the order in which a page lists them."""
        return [*self.safe_rows, *self.identity, *self.standing, *self.living, *self.education, *self.needs]

    # Groups of rows

    @property
    def identity(self) -> list[AboutRow]:
        """Who they are."""
        return [self._born(), *self._names(), *(self._topic(topic) for topic in WHO)]

    @property
    def standing(self) -> list[AboutRow]:
        """That they moved away or died; nothing for somebody who lives here."""
        return [self.left] if self.shown.standing_words else []

    @property
    def left(self) -> AboutRow:
        """Whether they moved away or died."""
        row = self._topic(Topic.STANDING)
        return row if self.shown.standing_words else replace(row, value=_("No"), lines=[], several=False)

    @property
    def living(self) -> list[AboutRow]:
        """Care status, where they live, and which authority placed them here."""
        return [self._topic(Topic.CARE_STATUS), *self._addresses(), *self._home_authority()]

    @property
    def education(self) -> list[AboutRow]:
        """Whether they attend, which everybody reads; and where, which is restricted."""
        there, reads = self._standing(self._schooling), RestrictedField.SCHOOL in self.may_read
        url = self._to("people:add_schooling") if reads else ""
        attending = AboutRow(
            name=_("Education"),
            value="; ".join(attendance_words(row) for row in there),
            lines=[line for row in there for line in grey(row)] if reads else [],
            url=url,
            history_url=self._history("schooling") if self._schooling else "",
        )
        if not reads:
            return [attending, AboutRow(_("School"), withheld=True)]
        schools = "; ".join(row.school for row in there if row.school)
        return [attending, AboutRow(_("School"), schools, url=url)]

    @property
    def needs(self) -> list[AboutRow]:
        """Disability, special educational needs, and the GP."""
        return [*(self._topic(topic) for topic in NEEDS), self._topic(Topic.GP)]

    @property
    def safe_rows(self) -> list[AboutRow]:
        """Whether family and carers may be contacted: said first, the most dangerous before all."""
        url = self._to("people:add_contact")
        if not self.contacts:
            return [AboutRow(_("Safe to contact"), url=url, several=True)]
        unsafe = [one for one in self.contacts if not one.is_safe]
        safe = [f"{one.name}, {one.relation.lower()}" for one in self.contacts if one.is_safe]
        worst = unsafe[0].contact.safe if unsafe else SafeToContact.YES
        return [
            AboutRow(
                name=_("Safe to contact"),
                value="; ".join(safe) or _("Nobody recorded as safe to contact"),
                lines=[one.warning for one in unsafe],
                tag="" if worst is SafeToContact.YES else worst.label,
                tag_state="stop" if worst is SafeToContact.NO else "ask",
                url=url,
                several=True,
            )
        ]

    # People in their life

    @cached_property
    def contacts(self) -> list[ContactPresenter]:
        """Parents, carers, relatives and professionals; those not to be contacted first."""
        phone = RestrictedField.CARER_PHONE in self.may_read
        rows = Contact.objects.visible_to(self.viewer).standing(clock.today()).filter(person=self.person)
        return worst_first(
            [ContactPresenter(row, self.shown.reference, phone, self.may_record) for row in rows]
        )

    @property
    def warnings(self) -> list[ContactPresenter]:
        """Whom not to contact, or not without asking first."""
        return [one for one in self.contacts if not one.is_safe]

    @cached_property
    def together(self) -> Together:
        """Brothers, sisters, friends and peer groups."""
        return Together(self.person, self.viewer, self.may_record)

    # Single rows

    def _born(self) -> AboutRow:
        known = self.person.born is not None
        shown = self.shown
        return AboutRow(
            name=_("Born"),
            value=f"{shown.born_words} ({shown.age_words})" if known else "",
            lines=[shown.transition_words] if shown.transition_words else [],
            tag=_("Plan transition") if shown.transition_words else "",
            url=self._to("people:birth"),
            history_url=self._history("birth") if known else "",
        )

    def _names(self) -> list[AboutRow]:
        shown, url = self.shown, self._to("people:add_name")
        found = [AboutRow(_("Called"), shown.name, url=url, history_url=self._history("names"))]
        if shown.legal_name:
            found.append(AboutRow(_("Legal name"), shown.legal_name, url=url))
        if shown.aliases:
            found.append(AboutRow(_("Also known as"), ", ".join(shown.aliases), url=url, several=True))
        if RestrictedField.FORMER_NAME not in self.may_read:
            return [*found, AboutRow(_("Former name"), withheld=True)]
        former = ", ".join(shown.former_names)
        return [*found, AboutRow(_("Former name"), former or _("None recorded"), url=url, several=True)]

    def _topic(self, topic: Topic) -> AboutRow:
        listed = lists.topic_list(topic)
        if topic is Topic.GP and RestrictedField.GP not in self.may_read:
            return AboutRow(topic.label, withheld=True)
        ever = [fact for fact in self._facts if fact.topic is topic]
        there = self._standing(ever)
        return AboutRow(
            name=topic.label,
            value="; ".join(fact_words(fact) for fact in there),
            lines=[line for fact in there for line in grey(fact)],
            tag=_("Missing") if topic is Topic.ETHNICITY and not there else "",
            url=self._to("people:record_fact", topic=topic.value),
            several=listed.several,
            history_url=self._history(topic.value) if ever else "",
        )

    def _addresses(self) -> list[AboutRow]:
        """Home and placement. Without the right to the placement, whether there is one is withheld too."""
        home, placement = RestrictedField.ADDRESS in self.may_read, RestrictedField.PLACEMENT in self.may_read
        if not (home or placement):
            return [AboutRow(_("Living"), withheld=True)]
        there = self._standing(self._all_addresses)
        placed = [self._address(row) for row in there if row.kind is AddressKind.PLACEMENT]
        found = placed if placement else [AboutRow(_("Placement"), withheld=True)]
        if not home:
            return [*found, AboutRow(_("Home"), withheld=True)]
        at_home = [row for row in there if row.kind is not AddressKind.PLACEMENT]
        found = [*found, *(self._address(row) for row in at_home)]
        before = self._history("addresses") if self._all_addresses else ""
        return found or [AboutRow(_("Living"), url=self._to("people:add_address"), history_url=before)]

    def _address(self, address: Address) -> AboutRow:
        return AboutRow(
            name=_("Placement") if address.placement else address.kind.label,
            value=address_words(address),
            lines=[*([address.suitable_why] if address.suitable_why else []), *grey(address)],
            tag=_("Not suitable") if address.suitable is False else "",
            tag_state="stop",
            url=self._to("people:add_address"),
            history_url=self._history("addresses"),
        )

    def _home_authority(self) -> list[AboutRow]:
        rows = HomeAuthority.objects.visible_to(self.viewer).standing(clock.today())
        return [
            AboutRow(
                name=_("Placed here by"),
                value=authority_words(row),
                lines=grey(row),
                url=self._to("people:home_authority"),
                history_url=self._history("home-authority"),
            )
            for row in rows.filter(person=self.person)
        ]

    @property
    def is_placed_here(self) -> bool:
        """Whether another authority is recorded as having placed them here (clause C6)."""
        return bool(self._home_authority())

    @property
    def holder(self) -> AboutRow:
        """Who holds the case; nobody is a fault (clause P9)."""
        rows = CaseHolder.objects.visible_to(self.viewer).filter(person=self.person, until=None)
        row = rows.select_related("agency").first()
        return AboutRow(
            name=_("Who holds the case"),
            value=f"{row.worker_name}, {row.agency.name}" if row else "",
            tag="" if row else _("Fault"),
            tag_state="stop",
            url=self._to("people:case_holder"),
            history_url=self._history("holder") if row else "",
        )

    @property
    def numbers(self) -> list[AboutRow]:
        """Numbers of other systems, with what looks odd about them."""
        rows = Identifier.objects.visible_to(self.viewer).filter(person=self.person, until=None)
        found = [(row, numbers.warning(row.kind, row.value)) for row in rows]
        return [
            AboutRow(row.kind.label, row.value, [odd] if odd else [], tag=_("Look at this") if odd else "")
            for row, odd in found
        ]

    # What is read from the database, each once: all of it, since what stands no more has a history too

    @cached_property
    def _facts(self) -> list[Fact]:
        return self._recorded(Fact)

    @cached_property
    def _all_addresses(self) -> list[Address]:
        return self._recorded(Address)

    @cached_property
    def _schooling(self) -> list[Schooling]:
        return self._recorded(Schooling)

    def _recorded(self, model: type[Record]) -> list[Record]:
        rows = model.objects.visible_to(self.viewer).filter(person=self.person)
        return list(rows.order_by("recorded_at", "pk"))

    def _standing(self, records: list[Record]) -> list[Record]:
        return [record for record in records if record.stands_on(clock.today())]

    def _history(self, what: str) -> str:
        return reverse("people:history", kwargs={"reference": self.shown.reference, "what": what})

    def _to(self, view: str, **where: Any) -> str:
        """The address of a form, for those who may record; else nothing."""
        if not self.may_record:
            return ""
        return reverse(view, kwargs={"reference": self.shown.reference, **where})
