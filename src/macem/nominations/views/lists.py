"""The weekly RAMM list and, for Part 2, the intelligence DS's: what is nominated, what was decided."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of, held_roles
from macem.confidentiality.opening import log_openings
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.nominations import policies, services
from macem.nominations.paths import list_path
from macem.nominations.presenters.assembling import ListReading
from macem.nominations.presenters.listing import ListPage
from macem.nominations.saving import Saved, save_rows
from macem.protocol.vocabulary import Body


@policy(any_of(*policies.READERS))
@require_http_methods(["GET", "POST"])
def ramm(request: HttpRequest) -> HttpResponse:
    """The weekly RAMM list: decisions in place, then what was decided this week (P5)."""
    return _list(request, Body.RAMM)


@policy(any_of(*policies.PART_TWO_READERS))
@require_http_methods(["GET", "POST"])
def part_two(request: HttpRequest) -> HttpResponse:
    """The intelligence DS's list: adults nominated for Part 2 (I2)."""
    return _list(request, Body.INTELLIGENCE_DS)


@policy(any_of(*policies.READERS))
@require_safe
def ramm_week(request: HttpRequest, week: date) -> HttpResponse:
    """What the RAMM decided in one week (P5)."""
    return _shown(request, _reading(request, Body.RAMM).page(week))


@policy(any_of(*policies.PART_TWO_READERS))
@require_safe
def part_two_week(request: HttpRequest, week: date) -> HttpResponse:
    """What the intelligence DS decided in one week (I2)."""
    return _shown(request, _reading(request, Body.INTELLIGENCE_DS).page(week))


@policy(any_of(*policies.READERS))
@require_safe
def printed(request: HttpRequest, week: date) -> HttpResponse:
    """The list on paper: for whom and when it was drawn stands on it, and in the log (S1, S2)."""
    page = _reading(request, Body.RAMM).page(week)
    log_openings(request, page.shown, context="RAMM list, to be printed")
    return render(request, "nominations/printed.jinja", {"page": page, "now": clock.now()})


@policy(any_of(*policies.DECIDERS[Body.RAMM]))
@require_POST
def evaluate(request: HttpRequest) -> HttpResponse:
    """Ask the criteria at once about everybody about whom a fact changed, instead of in a minute."""
    done = services.evaluate_waiting(panel=panel_of(request), by=Actor.user(request.user))
    people = ngettext("%(n)d person was evaluated", "%(n)d people were evaluated", done.people)
    raised = ngettext("%(n)d new nomination", "%(n)d new nominations", done.raised)
    messages.success(
        request,
        _("%(people)s: %(raised)s.")
        % {"people": people % {"n": done.people}, "raised": raised % {"n": done.raised}},
    )
    return redirect("nominations:ramm")


def _list(request: HttpRequest, body: Body) -> HttpResponse:
    reading = _reading(request, body)
    if request.method != "POST":
        return _shown(request, reading.page())
    policies.check_can_decide(Actor.user(request.user), reading.panel, body)
    saved = save_rows(reading, request.POST, Actor.user(request.user))
    if saved.number:
        messages.success(request, saved.words)
    if saved.is_whole:
        return redirect(list_path(body))
    return _shown(request, saved.page, saved)


def _reading(request: HttpRequest, body: Body) -> ListReading:
    return ListReading(panel_of(request), body, request.user)


def _shown(request: HttpRequest, page: ListPage, saved: Saved | None = None) -> HttpResponse:
    log_openings(request, page.shown, context="nominations")
    reads_both = bool(held_roles(request) & set(policies.PART_TWO_READERS))
    forms = [row.form for row in page.to_decide if row.form is not None] if saved else []
    return render(request, "nominations/list.jinja", {"page": page, "forms": forms, "reads_both": reads_both})
