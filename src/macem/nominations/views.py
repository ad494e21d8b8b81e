"""The RAMM list and, for Part 2, the intelligence DS's list: what is nominated, what was decided."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.holders import holders
from macem.agencies.models import Agency, Panel
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of, held_roles
from macem.confidentiality.opening import open_subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.nominations import policies, services
from macem.nominations.forms import DecisionForm
from macem.nominations.models import Nomination, NominationDecision
from macem.nominations.presenters import DecisionPresenter, evidence, nominees
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Body, Role
from macem.schedule.reading import coming_meetings

RECENT = timedelta(days=14)


@policy(any_of(*policies.READERS))
@require_safe
def ramm(request: HttpRequest) -> HttpResponse:
    """The weekly RAMM list: every child with an open nomination, then what was decided lately (P5)."""
    return _list(request, Body.RAMM)


@policy(any_of(*policies.PART_TWO_READERS))
@require_safe
def part_two(request: HttpRequest) -> HttpResponse:
    """The intelligence DS's list: adults nominated for Part 2 (I2)."""
    return _list(request, Body.INTELLIGENCE_DS)


def _list(request: HttpRequest, body: Body) -> HttpResponse:
    panel, user = panel_of(request), request.user
    open_now = Nomination.objects.visible_to(user).at_panel(panel).for_body(body).open()
    decisions = (
        NominationDecision.objects.visible_to(user)
        .filter(panel=panel, body=body.value)
        .select_related("meeting", "manager", "more_from", "decided_by")
    )
    people = {
        person.pk: person
        for person in Person.objects.visible_to(user)
        .filter(pk__in={row.subject_id for row in open_now} | {row.subject_id for row in decisions})
        .with_names()
    }
    recent = [row for row in decisions if row.decided_at > clock.now() - RECENT and row.subject_id in people]
    return render(
        request,
        "nominations/list.jinja",
        {
            "part_two": body is Body.INTELLIGENCE_DS,
            "reads_both": bool(held_roles(request) & set(policies.PART_TWO_READERS)),
            "nominees": nominees(open_now, people, decisions),
            "decided": [
                DecisionPresenter(row, PersonPresenter(people[row.subject_id])) for row in reversed(recent)
            ],
            "can_decide": policies.can_decide(Actor.user(user), panel, body),
        },
    )


@policy(any_of(*policies.READERS))
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """One person's evidence, and the decision on all of it."""
    panel, by = panel_of(request), Actor.user(request.user)
    subject = open_subject(request, reference, context="nomination")
    open_now = list(
        Nomination.objects.visible_to(request.user).filter(subject=subject).at_panel(panel).open()
    )
    if not open_now:
        raise Http404("Nothing is open about this person.")
    body = open_now[0].body
    may = policies.can_decide(by, panel, body)
    if request.method == "POST":
        policies.check_can_decide(by, panel, body)
    form = DecisionForm(request.POST or None, body=body, **_choices(panel))
    if form.is_valid() and carried_out(
        form, services.decide, request, panel=panel, person=subject.person, proposed=form.proposed()
    ):
        messages.success(request, _("The decision is recorded."))
        return redirect("nominations:part_two" if body is Body.INTELLIGENCE_DS else "nominations:ramm")
    return render(
        request,
        "nominations/decide.jinja",
        {
            "person": PersonPresenter(subject.person),
            "evidence": evidence(open_now),
            "form": form,
            "may_decide": may,
            "part_two": body is Body.INTELLIGENCE_DS,
        },
    )


def _choices(panel: Panel) -> dict[str, list[object]]:
    return {
        "meetings": list(coming_meetings(panel, clock.today())[:6]),
        "managers": list(holders(panel, Role.SERVICE_MANAGER)),
        "agencies": list(Agency.objects.filter(places__panel=panel)),
    }
