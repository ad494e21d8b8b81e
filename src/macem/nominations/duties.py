"""What nominations ask of people: decide on each, and bring back what was asked for."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.gate import clock
from macem.nominations.models import Nomination
from macem.nominations.policies import DECIDERS
from macem.protocol.vocabulary import Body, Clause, Duty, Role

LISTS = {Body.RAMM: "nominations:ramm", Body.INTELLIGENCE_DS: "nominations:part_two"}
CLAUSES = {Body.RAMM: Clause.P5, Body.INTELLIGENCE_DS: Clause.I2}


def duties(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return one duty for each list on which somebody waits for this user's decision."""
    found = []
    for body, deciders in DECIDERS.items():
        if not roles & set(deciders):
            continue
        waiting = set(
            Nomination.objects.visible_to(user).for_body(body).open().values_list("subject_id", flat=True)
        )
        if waiting:
            found.append(_duty(body, len(waiting), now))
    return found


def _duty(body: Body, waiting: int, now: datetime) -> Duty:
    title = {Body.RAMM: _("Decide on the RAMM list"), Body.INTELLIGENCE_DS: _("Decide who goes to Part 2")}[
        body
    ]
    return Duty(
        title=title,
        url=reverse(LISTS[body]),
        due=clock.local_date(now),
        reason=ngettext("%(count)d person waits.", "%(count)d people wait.", waiting) % {"count": waiting},
        clause=CLAUSES[body],
    )
