"""A person in words. Bring the rows along with ``Person.objects....with_names()``."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.gate import clock
from macem.govuk.dates import full_date
from macem.govuk.frame import Crumb
from macem.people.models import Person, PersonName
from macem.people.presenters.wording import birth_words
from macem.protocol import ages
from macem.protocol.vocabulary.states import BirthBasis, NameKind, PersonKind

CHILDREN, ADULTS = "children", "adults"
MOVED, DIED = "moved", "died"
"""Answers to the topic "standing"."""


@dataclass(frozen=True)
class PersonPresenter:
    """One child or adult as lists, headings and links show them. Ages are as on ``day`` (default: today)."""

    person: Person
    day: date | None = None

    @property
    def id(self) -> int:
        return self.person.pk

    @cached_property
    def name(self) -> str:
        """The name the person uses, else the legal one; a preferred forename takes the legal surname."""
        preferred, legal = self._current(NameKind.PREFERRED), self._current(NameKind.LEGAL)
        forename = (preferred and preferred.forename) or (legal and legal.forename) or ""
        surname = (preferred and preferred.surname) or (legal and legal.surname) or ""
        return f"{forename} {surname}".strip() or _("Name not known")

    @cached_property
    def legal_name(self) -> str:
        """The legal name, where it differs from the one shown; else nothing."""
        legal = self._current(NameKind.LEGAL)
        return str(legal) if legal is not None and str(legal) != self.name else ""

    @cached_property
    def aliases(self) -> list[str]:
        """Other names that they go by now."""
        found = (name for name in self.person.names.all() if name.kind is NameKind.ALIAS)
        return [str(name) for name in found if name.until is None]

    @cached_property
    def former_names(self) -> list[str]:
        """Former names, latest first. Shown only to those who ``can_see_former_names``."""
        shown = {self.name, self.legal_name}
        former = (str(name) for name in self.person.names.all() if name.is_former)
        return [name for name in dict.fromkeys(former) if name not in shown]

    @cached_property
    def called(self) -> str:
        """For headings such as "Why Robin is here": the forename, else the whole name, else the reference."""
        names = [self._current(kind) for kind in (NameKind.PREFERRED, NameKind.LEGAL)]
        forename = next((name.forename for name in names if name is not None and name.forename), "")
        return forename or (self.name if any(names) else self.reference)

    @property
    def reference(self) -> str:
        return self.person.subject.reference

    @property
    def url(self) -> str:
        return reverse("casefile:person", kwargs={"reference": self.reference})

    @property
    def section(self) -> str:
        """The part of the navigation to which pages about the person belong."""
        return CHILDREN if self.is_child else ADULTS

    @property
    def lists(self) -> list[Crumb]:
        """The way to the person's page: "Your work", then the list they stand on."""
        children = self.is_child
        return [
            Crumb(_("Your work"), reverse("desk:work")),
            Crumb(_("Children"), reverse("casefile:children"))
            if children
            else Crumb(_("Adults who pose a risk"), reverse("casefile:adults")),
        ]

    @property
    def crumbs(self) -> list[Crumb]:
        """The way to a page below the person's own."""
        return [*self.lists, Crumb(self.name, self.url)]

    @property
    def about_url(self) -> str:
        """The page of everything recorded about the person."""
        return reverse("people:about", kwargs={"reference": self.reference})

    @property
    def about_crumbs(self) -> list[Crumb]:
        """The way to a page on which one fact is recorded."""
        return [*self.crumbs, Crumb(_("Facts recorded"), self.about_url)]

    @property
    def caption(self) -> str:
        """Whose record is open, above the heading of a form."""
        return f"{self.name}, {self.reference}"

    @property
    def is_child(self) -> bool:
        """Whether the person is known here as a child at risk, whatever their age now."""
        return self.person.kind is PersonKind.CHILD

    @cached_property
    def age_words(self) -> str:
        """ "15", "17 or 18", "about 15" for a date that somebody assigned, or "age not known".

        A child who has certainly turned 18 since is "now 19" and stays a child here (clause P10). Whoever
        died keeps their age: "died aged 15". Whoever moved away: "15, moved away".
        """
        age = self._age
        if self.has_died:
            return _("died aged %(age)s") % {"age": age} if age else _("died, age not known")
        words = age or _("age not known")
        if age and self.is_child and self.lowest_age >= ages.ADULT_AGE:
            words = _("now %(age)s") % {"age": words}
        return _("%(age)s, moved away") % {"age": words} if self.has_moved else words

    @cached_property
    def age_line(self) -> str:
        """The same to begin a line with: "Age 15", "Now 19", "Died aged 15", "Age not known"."""
        plain = bool(self._age) and self.age_words[:1].isdigit()
        line = _("age %(age)s") % {"age": self.age_words} if plain else self.age_words
        return line[:1].upper() + line[1:]

    @property
    def _age(self) -> str:
        """The age in figures on ``day``, or when they died; empty where nobody knows it."""
        reckoned = self._ages
        if reckoned is None:
            return ""
        assigned = self.person.birth_basis is BirthBasis.ESTIMATED and self.person.estimated_age is None
        return _("about %(age)s") % {"age": reckoned} if assigned else str(reckoned)

    @cached_property
    def _ages(self) -> ages.AgeRange | None:
        born, day = self.person.born, self.day or clock.today()
        if self.has_died and self.person.standing_on is not None:
            day = min(day, self.person.standing_on)
        return None if born is None or born.earliest > day else ages.ages_on(born, day)

    @property
    def lowest_age(self) -> int:
        """The least age that they may have; 0 where nobody knows."""
        return self._ages.lowest if self._ages else 0

    @property
    def has_died(self) -> bool:
        return self.person.standing == DIED

    @property
    def has_moved(self) -> bool:
        return self.person.standing == MOVED

    @property
    def standing_words(self) -> str:
        """ "Died on 3 May 2026", "Moved away on 3 May 2026"; nothing for somebody who lives here."""
        if not (self.has_died or self.has_moved):
            return ""
        words = _("Died") if self.has_died else _("Moved away")
        on = self.person.standing_on
        return _("%(what)s on %(day)s") % {"what": words, "day": full_date(on)} if on else words

    @cached_property
    def born_words(self) -> str:
        """ "14 March 2011"; "about 15 on 1 March 2024"; "not known"."""
        return birth_words(self.person)

    @cached_property
    def may_be_adult(self) -> bool:
        """Whether a child may have turned 18: flags transition, and removes nobody (clause P10)."""
        return self._ages is not None and self._ages.highest >= ages.ADULT_AGE

    @property
    def transition_words(self) -> str:
        """What being 18, or perhaps 18, asks for: a person to decide, never a machine (clause P10)."""
        if not self.is_child or self.has_died or not self.may_be_adult:
            return ""
        if self.lowest_age >= ages.ADULT_AGE:
            return _("Has turned 18: plan the transition. The case stays until the meeting closes it.")
        return _("May have turned 18: somebody has to decide which, and until then they are a child.")

    def _current(self, kind: NameKind) -> PersonName | None:
        found = (name for name in self.person.names.all() if name.kind is kind and name.until is None)
        return next(found, None)
