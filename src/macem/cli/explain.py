"""`macem explain`: which criteria one person meets, and why, for whoever must account for the decision."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from macem.cli.document import print_document, read_document
from macem.cli.protocol_choice import add_protocol_option, chosen_protocol
from macem.cli.shape import WHOLE, Shape, day, flag, items, one_of, only_day, text, when
from macem.protocol.criteria import (
    Episode,
    Facts,
    NrmReferral,
    PoliceAssessment,
    RiskAssessment,
    Screening,
    evaluate,
)
from macem.protocol.moments import Moment, end_of, moment
from macem.protocol.vocabulary import NOT_KNOWN, AbsenceType, Decision, NotKnown, RiskLevel, ScreenedBy

Kind = TypeVar("Kind")


def add_parser(subparsers: Any) -> None:
    """Add `macem explain`."""
    parser = subparsers.add_parser("explain", help="which criteria a person meets, and why")
    parser.add_argument("file", metavar="FILE", help="a JSON document, or - for standard input")
    add_protocol_option(parser)
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Print every criterion's answer as JSON, with what a person should look at."""
    settings = chosen_protocol(parsed)
    evaluation = evaluate(facts_from(read_document(parsed.file)), settings.missing)
    print_document(
        {
            "criteria": [_criterion(decision) for decision in evaluation.decisions],
            "review": [
                {"code": note.code, "episodes": list(note.episodes), "message": note.message}
                for note in evaluation.review
            ],
        }
    )
    return 0


def facts_from(document: dict[str, Any]) -> Facts:
    """The facts that `document` states. Raises BadInput where it does not have the expected shape."""
    whole = Shape(document, WHOLE, {"as_of", "previous_agenda", "subject", "episodes", "midnight_is_unknown"})
    as_of = whole.need("as_of", when)
    subject = whole.get("subject", _subject) or _subject({}, "subject")
    unknown_midnight = whole.get("midnight_is_unknown", flag) or False
    return Facts(
        as_of=moment(as_of) if isinstance(as_of, datetime) else end_of(as_of),
        previous_agenda=whole.get("previous_agenda", _moment),
        date_of_birth=subject.get("date_of_birth", only_day),
        nrm_referrals=_known(subject, "nrm_referral", _nrm_referral),
        risk_assessments=_known(subject, "risk_assessment", _risk_assessment),
        harmful_sexual_behaviour=(
            subject.get("harmful_sexual_behaviour", flag) or False
            if subject.has("harmful_sexual_behaviour")
            else NOT_KNOWN
        ),
        screenings=_known(subject, "screening", _screening),
        police_assessments=_known(subject, "police_assessment", _police_assessment),
        episodes=(
            tuple(
                _episode(value, where, unknown_midnight)
                for value, where in whole.get("episodes", items) or []
            )
            if whole.has("episodes")
            else NOT_KNOWN
        ),
    )


_SUBJECT = {
    "date_of_birth",
    "harmful_sexual_behaviour",
    "nrm_referral",
    "risk_assessment",
    "screening",
    "police_assessment",
}


def _subject(value: Any, where: str) -> Shape:
    return Shape(value, where, _SUBJECT)


def _known(subject: Shape, key: str, read: Callable[[Any, str], Kind]) -> tuple[Kind, ...] | NotKnown:
    """An absent key is not known; null is none."""
    if not subject.has(key):
        return NOT_KNOWN
    record = subject.get(key, read)
    return () if record is None else (record,)


def _moment(value: Any, where: str) -> Moment:
    return moment(when(value, where))


def _nrm_referral(value: Any, where: str) -> NrmReferral:
    given = Shape(value, where, {"submitted", "withdrawn"})
    return NrmReferral(submitted=given.get("submitted", day), withdrawn=given.get("withdrawn", day))


def _risk_assessment(value: Any, where: str) -> RiskAssessment:
    given = Shape(value, where, {"level", "completed", "signed_off"})
    return RiskAssessment(
        level=given.get("level", one_of(RiskLevel)),
        completed=given.get("completed", day),
        signed_off=given.get("signed_off", day),
    )


def _screening(value: Any, where: str) -> Screening:
    given = Shape(value, where, {"by", "concern", "reason", "home_authority"})
    return Screening(
        by=given.get("by", one_of(ScreenedBy)),
        concern=given.get("concern", _concern),
        reason=given.get("reason", text),
        home_authority=given.get("home_authority", text),
    )


def _concern(value: Any, where: str) -> bool | None:
    """A concern may be told in words, or as true or false; blank words tell nothing."""
    return value if isinstance(value, bool) else bool(text(value, where).strip()) or None


def _police_assessment(value: Any, where: str) -> PoliceAssessment:
    given = Shape(value, where, {"date", "assessor", "child_at_risk", "connection"})
    return PoliceAssessment(
        date=given.get("date", day),
        assessor=given.get("assessor", text),
        children_at_risk=given.get("child_at_risk", _children),
        connection=given.get("connection", text),
    )


def _children(value: Any, where: str) -> str:
    """One child, several, or "unidentified"."""
    if isinstance(value, list):
        return ", ".join(text(entry, name) for entry, name in items(value, where))
    return text(value, where)


def _episode(value: Any, where: str, midnight_is_unknown: bool) -> Episode:
    given = Shape(value, where, {"start", "end", "type", "date_only", "received"})
    date_only = given.get("date_only", flag) or False

    def read(value: Any, where: str) -> Moment:
        return moment(when(value, where), date_only=date_only, midnight_is_unknown=midnight_is_unknown)

    received = given.get("received", _moment)
    return Episode(
        start=given.need("start", read),
        end=given.get("end", read),
        type=given.get("type", one_of(AbsenceType)) or AbsenceType.MISSING,
        received=(received,) if received else (),
    )


def _criterion(decision: Decision) -> dict[str, Any]:
    return {
        "clause": decision.clause,
        "answer": decision.answer,
        "reason": decision.reason,
        "figures": {key: _plain(value) for key, value in decision.figures.items()},
        "missing": list(decision.missing),
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
