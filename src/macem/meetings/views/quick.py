"""What the note-taker does with one key: an action in one line; "no change, continue" (M6, M7, P10)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from macem.agencies.policies import any_of
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.meetings import services
from macem.meetings.finding import find_item
from macem.meetings.forms.item import ActionForm
from macem.meetings.policies import session as policies
from macem.meetings.presenters.action_line import read_line
from macem.meetings.presenters.item import item_page, item_path
from macem.meetings.room_querysets import RUNNERS
from macem.meetings.views.item_forms import item_forms
from macem.meetings.views.items import show_item_page


@policy(any_of(*RUNNERS))
@require_POST
def action_line(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Read an action that was typed in one line, and show it in the form: nothing is saved from a guess."""
    found = find_item(request, reference, pk)
    policies.check_can_record(Actor.user(request.user), found)
    forms = item_forms(item_page(found, request.user, may_record=True))
    line = forms.action_line(request.POST)
    if not line.is_valid():
        return show_item_page(request, found, line)
    read = read_line(line.cleaned_data["said"], found, forms.members, forms.agencies)
    filled = ActionForm(prefix="action", initial=read.initial, members=forms.members, agencies=forms.agencies)
    return show_item_page(request, found, filled, understood=read.parts)


@policy(any_of(*RUNNERS))
@require_POST
def no_change(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Keep the level as it was, with everybody's agreement, and go on with the case (M7, P10)."""
    found, by = find_item(request, reference, pk), Actor.user(request.user)
    sent = request.POST.get("version", "")
    try:
        services.continue_unchanged(item=found, version=int(sent) if sent.isdecimal() else 0, by=by)
    except NotNow as refusal:
        messages.warning(request, refusal.reason)
    else:
        messages.success(request, _("No change: the level stays, and the case continues."))
    return redirect(f"{item_path(found)}#decision")
