"""Forms to begin a test with, filled in through the services as the professionals fill them in."""

from typing import Any

from macem.demo.partnership import Partnership
from macem.gate.actor import Actor
from macem.protocol.screening import Given
from macem.referrals import services as referrals
from macem.referrals.models import Referral
from macem.screening import services
from macem.screening.models import Screening

YES = Given(choice="yes", words="A second phone since October.", source="seen")

ENOUGH: dict[str, Given] = {
    "name": Given(facts={"forename": "Casey", "surname": "Test-Lindqvist"}),
    "born": Given(choice="exact", facts={"born": "2012-07-02"}),
    "numbers": Given(facts={"csc": "900123"}),
    "worry": Given(facts={"strands": ["cce"]}),
    "harm-now": Given(choice="no"),
    "gifts": YES,
    "harmful-sexual-behaviour": Given(choice="none"),
    "what-is-happening": Given(words="Older boys wait for Casey at the gate."),
    "strengths": Given(words="Football on Tuesdays."),
    "own-words": Given(choice="yes", words="I’m fine.", facts={"asked_by": "Form tutor, Monday"}),
    "told": Given(choice="agrees"),
}
"""All that a form must say before it is sent, and one sign."""


def begin(partnership: Partnership, by: Actor, agency: str = "education") -> Screening:
    """A form with nothing in it."""
    return services.begin(panel=partnership.panel, agency=partnership.agency(agency), by=by)


def save(screening: Screening, by: Actor, **changes: Given) -> None:
    """Answers saved over whatever stands."""
    seen = dict(screening.answers.values_list("question", "version"))
    services.save_answers(
        screening=screening, given={k.replace("_", "-"): v for k, v in changes.items()}, seen=seen, by=by
    )


def fill_in(partnership: Partnership, by: Actor, agency: str = "education", **changes: Any) -> Screening:
    """A whole form about Casey Test-Lindqvist, not sent."""
    screening = begin(partnership, by, agency)
    given = ENOUGH | {key.replace("_", "-"): answer for key, answer in changes.items()}
    services.save_answers(screening=screening, given=given, seen={}, by=by)
    return screening


def send(partnership: Partnership, by: Actor, agency: str = "education", **changes: Any) -> Referral:
    """A whole form, sent to the MASH."""
    return referrals.submit_screening(screening=fill_in(partnership, by, agency, **changes), by=by)
