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
from macem.protocol import ages
from macem.protocol.vocabulary.states import BirthBasis, NameKind, PersonKind

CHILDREN, ADULTS = "children", "adults"


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
    def caption(self) -> str:
        """Whose record is open, above the heading of a form."""
        return f"{self.name}, {self.reference}"

    @property
    def sex(self) -> str:
        """As recorded among the facts; those who list people do not ask for it."""
        return ""

    @property
    def is_child(self) -> bool:
        """Whether the person is known here as a child at risk, whatever their age now."""
        return self.person.kind is PersonKind.CHILD

    @cached_property
    def age_words(self) -> str:
        """ "15", "17 or 18", "about 15" for a date that somebody assigned, or "age not known"."""
        born = self.person.born
        today = self.day or clock.today()
        if born is None or born.earliest > today:
            return _("age not known")
        words = str(ages.ages_on(born, today))
        assigned = self.person.birth_basis is BirthBasis.ESTIMATED and self.person.estimated_age is None
        return _("about %(age)s") % {"age": words} if assigned else words

    @cached_property
    def born_words(self) -> str:
        """ "14 March 2011"; "about 15 on 1 March 2024"; "not known"."""
        person = self.person
        if person.estimated_age is not None:
            return _("about %(age)s on %(day)s") % {
                "age": person.estimated_age,
                "day": full_date(person.estimated_on),
            }
        if person.date_of_birth is None:
            return _("not known")
        written = full_date(person.date_of_birth)
        return _("%(day)s, estimated") % {"day": written} if person.exact_birth is None else written

    @cached_property
    def may_be_adult(self) -> bool:
        """Whether a child may have turned 18: flags transition, and removes nobody (clause P10)."""
        born = self.person.born
        today = self.day or clock.today()
        return born is not None and ages.ages_on(born, today).highest >= ages.ADULT_AGE

    def _current(self, kind: NameKind) -> PersonName | None:
        found = (name for name in self.person.names.all() if name.kind is kind and name.until is None)
        return next(found, None)
