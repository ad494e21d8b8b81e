"""Screening forms of the demonstration: what a school answers, question by question (clause P1)."""

from collections.abc import Mapping
from datetime import datetime

from macem.demo.partnership import Partnership
from macem.protocol.screening import Given
from macem.referrals import services as referrals
from macem.referrals.models import Referral
from macem.screening import services as screenings
from macem.screening.models import Screening


def answers(
    *,
    forename: str,
    surname: str,
    strands: list[str],
    narrative: str,
    strengths: str,
    born: str = "",
    signs: Mapping[str, str] | None = None,
    harm_now: str = "",
    **more: Given,
) -> dict[str, Given]:
    """Return all that a form must say, by question; ``signs`` are answered Yes, each with what is known.

    ``born`` is an ISO date, empty for a child whose birthday is not known; ``harm_now`` what happens these
    days, empty for none. ``more`` overrides or adds answers, with ``_`` for ``-`` in their keys.
    """
    found: dict[str, Given] = {
        "name": Given(facts={"forename": forename, "surname": surname}),
        "born": Given("exact", facts={"born": born}) if born else Given("unknown"),
        "worry": Given(facts={"strands": strands}),
        "harm-now": Given("yes", harm_now, "seen") if harm_now else Given("no"),
        "harmful-sexual-behaviour": Given("none"),
        "what-is-happening": Given(words=narrative),
        "strengths": Given(words=strengths),
        "own-words": Given("no", "Not yet: there was no quiet moment to ask."),
        "told": Given("agrees"),
        "view": Given("mash"),
    }
    found |= {key: Given("yes", known, "seen") for key, known in (signs or {}).items()}
    return found | {key.replace("_", "-"): answer for key, answer in more.items()}


def begin_form(partnership: Partnership, key: str, given: Mapping[str, Given], *, at: datetime) -> Screening:
    """Let the professional ``key`` begin a form at ``at`` and save these answers."""
    draft = partnership.does(
        key, screenings.begin, panel=partnership.panel, agency=partnership.agency_of(key), at=at
    )
    partnership.does(key, screenings.save_answers, screening=draft, given=given, seen={}, at=at)
    return draft


def send_form(partnership: Partnership, key: str, given: Mapping[str, Given], *, at: datetime) -> Referral:
    """Let the professional ``key`` fill in a form and send it to the MASH at ``at``."""
    draft = begin_form(partnership, key, given, at=at)
    return partnership.does(key, referrals.submit_screening, screening=draft, at=at)
