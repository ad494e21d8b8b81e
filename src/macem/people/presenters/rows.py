"""One fact in words, as pages list it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.govuk.parts import Link


@dataclass(frozen=True)
class AboutRow:
    """A fact under its name. One that is withheld holds no value, whether or not there is one.

    ``lines`` stand under the value in grey; ``tag`` and ``tag_state`` are a state beside it; ``url`` leads to
    the form that changes it, "" where the reader may not, ``history_url`` to what was recorded before.
    """

    name: str
    value: str = ""
    lines: Sequence[str] = ()
    withheld: bool = False
    tag: str = ""
    tag_state: str = "ask"
    url: str = ""
    several: bool = False
    history_url: str = ""

    @property
    def missing(self) -> bool:
        """Whether nobody has recorded it."""
        return not (self.value or self.withheld)

    @property
    def words(self) -> str:
        """The value, or that there is none."""
        return self.value or _("Not recorded")

    @property
    def links(self) -> list[Link]:
        """The way to change it."""
        if not self.url or self.withheld:
            return []
        verb = _("Add") if self.missing or self.several else _("Change")
        return [Link(verb, self.url, hidden=self.name)]

    @property
    def all_links(self) -> list[Link]:
        """The way to change it and to its history."""
        if not self.history_url or self.withheld:
            return self.links
        return [*self.links, Link(_("History"), self.history_url, hidden=self.name)]
