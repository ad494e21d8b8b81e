"""One person's item in the meeting: read it, and write each part of its record (clauses M5-M8, P8, P10)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from macem.actions.models import Action
from macem.actions.services import record_result
from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.govuk.forms import GovukForm
from macem.meetings import services
from macem.meetings.finding import find_item
from macem.meetings.floor import latest_step
from macem.meetings.forms.item import RecordForm
from macem.meetings.models import AgendaItem, Concern, ItemRecord
from macem.meetings.policies import session as policies
from macem.meetings.policies.agenda import MEMBERS
from macem.meetings.presenters.conflict import both_texts, version_now, what_stands
from macem.meetings.presenters.floor import floor_bar
from macem.meetings.presenters.item import item_page, item_path
from macem.meetings.room_querysets import RUNNERS
from macem.meetings.views.item_forms import ItemForms, item_forms

Build = Callable[[ItemForms], GovukForm]
Write = Callable[[Any, AgendaItem, Actor], object]


@policy(any_of(*MEMBERS))
@require_safe
def item(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """What is known and decided about one person, as far as the reader may see it; the opening is logged."""
    return show_item_page(request, find_item(request, reference, pk))


@policy(any_of(*RUNNERS))
@require_POST
def record(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Save the note-taker's record; where somebody saved in between, show both texts and lose neither."""
    found = find_item(request, reference, pk)
    by = Actor.user(request.user)
    policies.check_can_record(by, found)
    forms = item_forms(item_page(found, request.user, may_record=True))
    form: Any = forms.record(request.POST)
    if not form.is_valid():
        return show_item_page(request, found, form)
    try:
        services.save_record(item=found, by=by, **form.record())
    except services.RecordClash as clash:
        return _conflict(request, found, form, clash)
    except NotNow as refusal:
        form.add_error(None, refusal.reason)
        return show_item_page(request, found, form)
    messages.success(request, _("Saved."))
    return redirect(f"{item_path(found)}#record")


@policy(any_of(*RUNNERS))
@require_POST
def information(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record what one agency said (M5)."""

    def write(form: Any, found: AgendaItem, by: Actor) -> object:
        return services.give_information(item=found, by=by, **form.given())

    return _write(request, reference, pk, lambda forms: forms.information(request.POST), write, "information")


@policy(any_of(*RUNNERS))
@require_POST
def action(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Agree an action, with owner, agency and date (M6)."""

    def write(form: Any, found: AgendaItem, by: Actor) -> object:
        text = form.cleaned_data["text"]
        return services.agree_item_action(item=found, text=text, by=by, **_task_of(form))

    return _write(request, reference, pk, lambda forms: forms.action(request.POST), write, "actions")


@policy(any_of(*RUNNERS))
@require_POST
def result(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Say what became of an earlier action (M8)."""
    found = find_item(request, reference, pk)
    about = Action.objects.visible_to(request.user).about(found.subject_id).filter(pk=number).first()
    if about is None:
        raise Http404("No such action.")

    def write(form: Any, _item: AgendaItem, by: Actor) -> object:
        about.version = form.cleaned_data["version"]
        return record_result(action=about, by=by, **form.result())

    def build(forms: ItemForms) -> GovukForm:
        return forms.result(number, about.version, request.POST)

    return _write(request, reference, pk, build, write, "earlier")


@policy(any_of(*RUNNERS))
@require_POST
def dissent(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Name who does not agree, and take it up the escalation route where they ask for that (M7)."""

    def write(form: Any, found: AgendaItem, by: Actor) -> object:
        return services.record_dissent(item=found, by=by, **form.dissent())

    return _write(request, reference, pk, lambda forms: forms.dissent(request.POST), write, "agreement")


@policy(any_of(*RUNNERS))
@require_POST
def concern(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Raise a concern about a child who is not open to children's social care (P8)."""

    def write(form: Any, found: AgendaItem, by: Actor) -> object:
        return services.raise_concern(item=found, by=by, **form.cleaned_data)

    return _write(request, reference, pk, lambda forms: forms.concern(request.POST), write, "concerns")


@policy(any_of(*RUNNERS))
@require_POST
def refer(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Say who refers the child of a concern, by when (P8)."""
    found = find_item(request, reference, pk)
    rows = Concern.objects.visible_to(request.user).filter(item=found, pk=number)
    raised = rows.select_related("item__meeting__panel").first()
    if raised is None:
        raise Http404("No such concern.")

    def write(form: Any, _item: AgendaItem, by: Actor) -> object:
        return services.refer_concern(concern=raised, task=form.task(), by=by)

    return _write(
        request, reference, pk, lambda forms: forms.referral(number, request.POST), write, "concerns"
    )


@policy(any_of(*RUNNERS))
@require_POST
def share(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Agree what may be told, by whom, and what agencies may hold (S3)."""

    def write(form: Any, found: AgendaItem, by: Actor) -> object:
        return services.agree_item_sharing(item=found, by=by, **form.cleaned_data)

    return _write(request, reference, pk, lambda forms: forms.sharing(request.POST), write, "sharing")


@policy(any_of(*RUNNERS))
@require_POST
def decide(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Continue, or close and why (P10)."""

    def write(form: Any, found: AgendaItem, by: Actor) -> object:
        return services.decide_item(item=found, by=by, **form.decision())

    return _write(request, reference, pk, lambda forms: forms.decision(request.POST), write, "decision")


@policy(any_of(*RUNNERS))
@require_POST
def recuse(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record a conflict of interest. Whoever records their own is not shown the item any more (M4, S1)."""
    found = find_item(request, reference, pk)
    own: list[bool] = []

    def write(form: Any, item_: AgendaItem, by: Actor) -> object:
        chosen = form.chosen()
        own.append(chosen.user_id == by.user_id)
        return services.recuse(item=item_, attendance=chosen, by=by)

    answer = _write(request, reference, pk, lambda forms: forms.recusal(request.POST), write, "here")
    return redirect("meetings:meeting", reference=found.meeting.reference) if any(own) else answer


def _task_of(form: Any) -> dict[str, Any]:
    """Return who does something and by when, as the service of actions takes it."""
    task = form.task()
    return {"owner": task.owner, "owner_name": task.owner_name, "agency": task.agency, "due": task.due}


def _edits(form: GovukForm, version: int) -> QueryDict:
    """Return what was typed, as an edit of the version that stands now: sent again, it is saved."""
    sent: Any = form.data
    data: QueryDict = sent.copy()
    data[f"{form.prefix}-version"] = str(version)
    return data


def _write(
    request: HttpRequest, reference: str, pk: int, build: Build, write: Write, anchor: str
) -> HttpResponse:
    """Write one part of an item: what the protocol refuses becomes an error, and what was typed stays."""
    found = find_item(request, reference, pk)
    by = Actor.user(request.user)
    policies.check_can_record(by, found)
    form = build(item_forms(item_page(found, request.user, may_record=True)))
    if form.is_valid():
        try:
            write(form, found, by)
        except StaleWrite as stale:
            form.add_error(None, f"{stale.reason} {what_stands(stale.theirs)}")
            form.data = _edits(form, version_now(stale.theirs))
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{item_path(found)}#{anchor}")
    return show_item_page(request, found, form)


def show_item_page(
    request: HttpRequest, found: AgendaItem, bound: GovukForm | None = None, **more: Any
) -> HttpResponse:
    """Show one item with its forms, ``bound`` in the place of its empty twin; the opening is logged."""
    log_opening(request, subject_id=found.subject_id, context="meeting")
    by = Actor.user(request.user)
    page = item_page(found, request.user, may_record=policies.can_record(by, found))
    bar = floor_bar(
        found.meeting,
        request.user,
        item=found,
        may_run=policies.can_run(by, found.meeting.panel),
        step=latest_step(found.meeting),
    )
    forms = item_forms(page, bound)
    return render(
        request,
        "meetings/item.jinja",
        {"page": page, "bar": bar, "f": forms, "form": bound or GovukForm(), **more},
    )


def _conflict(
    request: HttpRequest, found: AgendaItem, form: GovukForm, clash: services.RecordClash
) -> HttpResponse:
    """Show both texts. The form edits what stands now, and proposes one text with every word of both."""
    log_opening(request, subject_id=found.subject_id, context="meeting")
    records = ItemRecord.objects.visible_to(request.user).filter(item=found)
    before = records.filter(version=form.cleaned_data["version"]).first()
    texts = both_texts(clash, before, form)
    data = _edits(form, version_now(clash.theirs))
    for text in texts:
        if text.joined:
            data[f"{form.prefix}-{text.name}"] = text.joined
    again = RecordForm(
        data, prefix=form.prefix, voice="child_voice" in form.fields, level="level" in form.fields
    )
    return render(
        request,
        "meetings/item_conflict.jinja",
        {
            "page": item_page(found, request.user, may_record=True),
            "form": again,
            "reason": clash.reason,
            "texts": texts,
        },
        status=409,
    )
