"""What nominations ask of people: decide on each, and answer what was asked."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.gate import clock
from macem.govuk.dates import full_date
from macem.nominations.models import Question
from macem.nominations.paths import answer_path, list_path
from macem.nominations.policies import DECIDERS
from macem.nominations.querysets import ASKED
from macem.nominations.reading import to_decide
from macem.protocol.vocabulary import Body, Clause, Duty, Role

CLAUSES = {Body.RAMM: Clause.P5, Body.INTELLIGENCE_DS: Clause.I2}


def duties(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return one duty for each list on which somebody waits, and for each question to the user's agency."""
    found = []
    for body, deciders in DECIDERS.items():
        if roles & set(deciders) and (waiting := to_decide(user, body, now)):
            found.append(_decide(body, len(waiting), now))
    if roles & set(ASKED):
        asked = Question.objects.visible_to(user).asked_of(user).unanswered()
        found += [_answer(question) for question in asked.select_related("agency")]
    return found


def _decide(body: Body, waiting: int, now: datetime) -> Duty:
    title = {Body.RAMM: _("Decide on the RAMM list"), Body.INTELLIGENCE_DS: _("Decide who goes to Part 2")}[
        body
    ]
    return Duty(
        title=title,
        url=list_path(body),
        due=clock.local_date(now),
        reason=ngettext("%(count)d person waits.", "%(count)d people wait.", waiting) % {"count": waiting},
        clause=CLAUSES[body],
    )


def _answer(question: Question) -> Duty:
    return Duty(
        title=_("Answer a question of the RAMM"),
        url=answer_path(question.pk),
        due=question.due,
        reason=_("%(agency)s was asked on %(day)s.")
        % {"agency": question.agency.name, "day": full_date(question.asked_at)},
        clause=CLAUSES[question.body],
    )
