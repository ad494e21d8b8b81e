"""Two indicator sets side by side: what the later one asks differently (clause P1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.govuk.dates import full_date
from macem.protocol.indicator_set import Indicator, IndicatorSet, compare
from macem.protocol.vocabulary import RiskLevel, Strand


def asked_words(one: Indicator) -> str:
    """Return a question with "the child" in the place of the name."""
    return one.question.format(name=_("the child"))


def strand_words(strands: Iterable[Strand]) -> str:
    """ "CSE, CCE", or "every worry"."""
    short = {Strand.MISSING: _("Missing"), Strand.ONLINE: _("Online")}
    return ", ".join(short.get(one, one.value.upper()) for one in strands) or _("every worry")


def count_words(one: Indicator) -> str:
    """ "Asked for CSE, CCE; 3 points; at least emerging concerns"."""
    points = ngettext("%(points)d point", "%(points)d points", one.points) % {"points": one.points}
    parts = [_("Asked for %(strands)s") % {"strands": strand_words(one.strands)}, points]
    if one.at_least is not RiskLevel.NONE:
        parts.append(_("at least %(level)s") % {"level": one.at_least.label.lower()})
    return "; ".join(parts)


@dataclass(frozen=True)
class SetPresenter:
    """One indicator set in a list: what it is called, from when, and whether it is in force."""

    set: IndicatorSet
    in_force: bool
    today: date

    @property
    def id(self) -> str:
        return self.set.id

    @property
    def title(self) -> str:
        return self.set.title

    @property
    def since(self) -> str:
        return full_date(self.set.active_from)

    @property
    def questions(self) -> int:
        return len(self.set.indicators)

    @property
    def standing(self) -> str:
        if self.in_force:
            return _("In use")
        return _("To come") if self.set.active_from > self.today else _("Replaced")


class Comparison:
    """What changed from one set to another, as rows of words."""

    def __init__(self, earlier: IndicatorSet, later: IndicatorSet) -> None:
        self.earlier, self.later = earlier, later
        self.changes = compare(earlier, later)

    @property
    def active_from(self) -> str:
        return full_date(self.later.active_from)

    @property
    def added(self) -> list[tuple[str, str]]:
        return [(asked_words(one), count_words(one)) for one in self.changes.added]

    @property
    def removed(self) -> list[tuple[str, str]]:
        return [(asked_words(one), count_words(one)) for one in self.changes.removed]

    @property
    def reworded(self) -> list[tuple[str, str]]:
        """As it was, as it is; with the hint where only that changed."""
        return [(_with_hint(old, new), _with_hint(new, old)) for old, new in self.changes.reworded]

    @property
    def recounted(self) -> list[tuple[str, str, str]]:
        return [(asked_words(new), count_words(old), count_words(new)) for old, new in self.changes.recounted]

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.reworded or self.recounted)


def _with_hint(one: Indicator, other: Indicator) -> str:
    if one.question != other.question:
        return asked_words(one)
    hint = one.hint.format(name=_("the child")) if one.hint else _("no explanation")
    return f"{asked_words(one)} ({hint})"
