"""One line of evidence: what stands in bold where it is new, and the rest of the line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.gate import clock
from macem.govuk.dates import day_and_month, full_date
from macem.nominations.models import Nomination
from macem.protocol.vocabulary import Answer, Clause, HarmfulSexualBehaviour, RiskLevel, ScreenedBy

Figures = Mapping[str, Any]

NEAR = timedelta(days=180)


@dataclass(frozen=True)
class Headline:
    """ "Missing 6 times in 90 days" and ", last 2 January"."""

    strong: str
    rest: str = ""


def headline(nomination: Nomination) -> Headline:
    """Return the line of a nomination, from its figures; without them, from the rule's own sentence."""
    figures = nomination.figures
    said = _LINES[Clause(nomination.clause)](figures) if nomination.clause in _LINES else None
    if said is None:
        return Headline(nomination.reason)
    if nomination.answer is Answer.MAY_BE_MET:
        lead = said.strong[:1].lower() + said.strong[1:]
        return Headline(_("May be met: %(what)s") % {"what": lead}, said.rest)
    return said


def _nrm(figures: Figures) -> Headline:
    return Headline(_("NRM referral"), f" {_day(figures['submitted'])}" if figures.get("submitted") else "")


def _often(figures: Figures) -> Headline | None:
    count, first, last = (figures.get(name) for name in ("count", "window_start", "window_end"))
    if not (count and first and last):
        return None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    times = ngettext("Missing once in %(days)d days", "Missing %(n)d times in %(days)d days", count)
    return Headline(times % {"n": count, "days": days}, _(", last %(day)s") % {"day": _day(last)})


def _long(figures: Figures) -> Headline | None:
    if figures.get("joined_episodes"):
        words = _("Missing %(n)d times that may be one absence of up to %(hours)d hours")
        joined = {"n": len(figures["joined_episodes"]), "hours": int(figures["joined_hours_max"])}
        return Headline(words % joined)
    least, most = figures.get("elapsed_hours_min"), figures.get("elapsed_hours_max")
    if least is None or most is None:
        return None
    hours = (
        _("Missing %(hours)d hours") % {"hours": int(least)}
        if int(least) == int(most)
        else _("Missing %(least)d to %(most)d hours") % {"least": int(least), "most": int(most)}
    )
    return Headline(hours, _between(figures))


def _between(figures: Figures) -> str:
    began, ended = figures.get("began"), figures.get("ended")
    if not began:
        return ""
    if figures.get("ongoing") or not ended:
        return _(", since %(day)s") % {"day": _day(began)}
    if began == ended:
        return f", {_day(began)}"
    first, last = date.fromisoformat(began), date.fromisoformat(ended)
    from_ = str(first.day) if (first.year, first.month) == (last.year, last.month) else _day(began)
    return _(", %(first)s to %(last)s") % {"first": from_, "last": _day(ended)}


def _matrix(figures: Figures) -> Headline | None:
    if "level" not in figures:
        return None
    level = figures["level"]
    strong = _("Matrix %(level)s") % {"level": _level(level)} if level else _("Matrix without its level")
    if figures.get("was") and figures["was"] != level:
        return Headline(strong, _(", was %(level)s") % {"level": _level(figures["was"])})
    if figures.get("signed_off"):
        return Headline(strong, _(", signed off %(day)s") % {"day": _day(figures["signed_off"])})
    return Headline(strong, _(", not signed off"))


def _behaviour(figures: Figures) -> Headline:
    told = [HarmfulSexualBehaviour(value).label for value in figures.get("behaviour", [])]
    rest = ": " + "; ".join(word[:1].lower() + word[1:] for word in told) if told else ""
    return Headline(_("Harmful sexual behaviour"), rest)


def _screened(figures: Figures) -> Headline | None:
    if not figures.get("screened_by"):
        return None
    who = {ScreenedBy.POLICE: _("police"), ScreenedBy.CSC: _("social care")}[
        ScreenedBy(figures["screened_by"])
    ]
    home = figures.get("home_authority")
    rest = _(", placed here by %(authority)s") % {"authority": home} if home else ""
    return Headline(_("Screened by %(who)s") % {"who": who}, rest)


def _police(figures: Figures) -> Headline | None:
    if not figures.get("date"):
        return None
    rest = f" {_day(figures['date'])}"
    at_risk = figures.get("child_at_risk")
    return Headline(_("Police assessment"), f"{rest}, {at_risk}" if at_risk else rest)


def _mash(figures: Figures) -> Headline | None:
    if not figures.get("level"):
        return None
    rest = _(", decided %(day)s") % {"day": _day(figures["decided"])} if figures.get("decided") else ""
    return Headline(_("Level %(level)d") % {"level": figures["level"]}, rest)


_LINES: Mapping[str, Callable[[Figures], Headline | None]] = {
    Clause.C1.value: _nrm,
    Clause.C2.value: _often,
    Clause.C3.value: _long,
    Clause.C4.value: _matrix,
    Clause.C5.value: _behaviour,
    Clause.C6.value: _screened,
    Clause.C7.value: _police,
    Clause.P2.value: _mash,
}


def _level(value: str) -> str:
    """ "significant", "low-level": the matrix's level as a line says it."""
    return RiskLevel(value).label.removesuffix(" concerns").lower()


def _day(iso: str) -> str:
    """ "5 January"; with its year where that may be in doubt."""
    day = date.fromisoformat(iso)
    return day_and_month(day) if abs(day - clock.today()) < NEAR else full_date(day)
