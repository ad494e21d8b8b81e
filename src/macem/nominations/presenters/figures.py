"""The figures behind an answer, named and written as people read them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.govuk.dates import full_date, short_date
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel, ScreenedBy

Shown = tuple[Any, Callable[[Any], str]]


def named(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the figures of an answer by name, in the order in which an explanation tells them.

    What is not recorded is left out, and so is what only a program needs.
    """
    told = dict(figures)
    if told.get("elapsed_hours_min") == told.get("elapsed_hours_max"):
        told["elapsed_hours"] = told.pop("elapsed_hours_min", None)
        told.pop("elapsed_hours_max", None)
    return [
        (str(label), written(told[name]))
        for name, (label, written) in _FIGURES.items()
        if told.get(name) not in (None, "", [], False)
    ]


def _full(iso: str) -> str:
    return full_date(date.fromisoformat(iso))


def _days(isos: list[str]) -> str:
    return ", ".join(short_date(date.fromisoformat(iso)) for iso in isos)


def _hours(number: float) -> str:
    """ "50 hours 20 minutes" """
    hours, minutes = divmod(round(number * 60), 60)
    words = _("%(n)d hours") % {"n": hours}
    return f"{words} {_('%(n)d minutes') % {'n': minutes}}" if minutes else words


def _level(value: Any) -> str:
    """A level of the matrix by its name, of the MASH by its number."""
    return str(value) if isinstance(value, int) else RiskLevel(value).label


def _yes(_value: Any) -> str:
    return _("Yes")


_FIGURES: dict[str, Shown] = {
    "count": (gettext_lazy("Times missing"), str),
    "rows": (gettext_lazy("Reports of them"), str),
    "away": (gettext_lazy("Away from placement, not counted"), str),
    "window_start": (gettext_lazy("Counted from"), _full),
    "window_end": (gettext_lazy("Counted to"), _full),
    "starts": (gettext_lazy("Began on"), _days),
    "elapsed_hours": (gettext_lazy("Lasted"), _hours),
    "elapsed_hours_min": (gettext_lazy("At least"), _hours),
    "elapsed_hours_max": (gettext_lazy("At most"), _hours),
    "joined_hours_max": (gettext_lazy("At most, as one absence"), _hours),
    "began": (gettext_lazy("Began"), _full),
    "ended": (gettext_lazy("Ended"), _full),
    "ongoing": (gettext_lazy("Still missing when this was asked"), _yes),
    "level": (gettext_lazy("Level"), _level),
    "was": (gettext_lazy("Level before"), _level),
    "decided": (gettext_lazy("Decided"), _full),
    "completed": (gettext_lazy("Completed"), _full),
    "signed_off": (gettext_lazy("Signed off"), _full),
    "submitted": (gettext_lazy("Submitted"), _full),
    "behaviour": (
        gettext_lazy("Recorded"),
        lambda values: "; ".join(HarmfulSexualBehaviour(value).label for value in values),
    ),
    "screened_by": (gettext_lazy("Screened by"), lambda value: str(ScreenedBy(value).label)),
    "home_authority": (gettext_lazy("Placed here by"), str),
    "date": (gettext_lazy("Assessed"), _full),
    "child_at_risk": (gettext_lazy("Child at risk"), str),
    "age_now": (gettext_lazy("Age now"), str),
}
