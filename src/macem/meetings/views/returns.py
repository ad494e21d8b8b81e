"""Answer your list: one page for each contact, across all their panels."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.meetings import services
from macem.meetings.forms.returns import AnswerForm
from macem.meetings.models import AgencyReturn
from macem.meetings.policies.agenda import CONTACTS
from macem.meetings.presenters.answers import (
    AnswerPage,
    AnswerRow,
    answer_page,
    last_sent,
    next_lists,
)
from macem.protocol.vocabulary import ReturnStatus
from macem.protocol.vocabulary.states import ReturnChoice


@policy(any_of(*CONTACTS))
@require_http_methods(["GET", "POST"])
def answer_list(request: HttpRequest) -> HttpResponse:
    """What one's agency knows about everybody on the circulated lists (M5). Reading it notes the opening."""
    by = Actor.user(request.user)
    sending = "send" in request.POST
    data = request.POST if request.method == "POST" else None
    page = answer_page(request.user, data, sending=sending, change=request.GET.get("change", ""))
    if sending and page.forms and _all_valid(page) and _sent(request, page, by):
        return redirect("meetings:answer_list")
    if data is not None and not sending and _all_valid(page):
        _keep(request, page, by, nothing_new="bulk" in request.POST)
        return redirect("meetings:answer_list")
    for group in page.groups:
        services.note_agenda_opened(version=group.version, by=by)
    for row in page.rows:
        log_opening(request, subject_id=row.entry.subject_id, context="answer your list")
    return render(request, "meetings/answer_list.jinja", _context(request, page))


def _context(request: HttpRequest, page: AnswerPage) -> dict[str, object]:
    if page.groups:
        return {"page": page, "forms": page.forms}
    return {"page": page, "forms": [], "coming": next_lists(request.user), "last": last_sent(request.user)}


def _all_valid(page: AnswerPage) -> bool:
    valid = [form.is_valid() for form in page.forms]
    return all(valid)


def _sent(request: HttpRequest, page: AnswerPage, by: Actor) -> bool:
    """Send every open row, all or none; a refusal becomes an error of its row, and everything stays."""
    row, form = page.open_rows[0]
    try:
        with transaction.atomic():
            for row, form in page.open_rows:
                _send(row, form, by)
    except NotNow as refusal:
        form.add_error("choice", _("%(name)s: %(what)s") % {"name": row.name, "what": refusal.reason})
        if isinstance(refusal, StaleWrite) and isinstance(refusal.theirs, AgencyReturn):
            form.stand_on(refusal.theirs.version)
        return False
    number = len(page.open_rows)
    messages.success(
        request, ngettext("%(n)d answer is sent.", "%(n)d answers are sent.", number) % {"n": number}
    )
    return True


def _send(row: AnswerRow, form: AnswerForm, by: Actor) -> None:
    typed, chosen = form.cleaned_data, form.chosen
    if chosen is None or chosen is ReturnChoice.NOTHING_NEW:
        services.let_answer_stand(item=row.item, agency=row.agency, by=by, based_on=typed["based_on"])
        return
    services.submit_return(
        item=row.item,
        agency=row.agency,
        answer=ReturnStatus(chosen.value),
        information=typed["information"],
        withheld_reason=typed["withheld_reason"],
        solutions=typed["solutions"],
        based_on=typed["based_on"],
        by=by,
    )


def _keep(request: HttpRequest, page: AnswerPage, by: Actor, *, nothing_new: bool) -> None:
    """Keep what was typed as drafts; ``nothing_new`` marks those who are not started and had an answer."""
    bulk = {row.key for row in page.bulk} if nothing_new else set()
    kept = 0
    for row, form in page.open_rows:
        marked = row.key in bulk and not form.has_begun
        if marked or form.has_begun:
            typed = form.cleaned_data
            services.save_draft(
                item=row.item,
                agency=row.agency,
                choice=ReturnChoice.NOTHING_NEW if marked else form.chosen,
                information=typed["information"],
                withheld_reason=typed["withheld_reason"],
                solutions=typed["solutions"],
                by=by,
            )
            kept += 1
    words = ngettext("%(n)d answer is kept as a draft.", "%(n)d answers are kept as drafts.", kept)
    messages.success(request, words % {"n": kept} + " " + _("Nothing has been sent yet."))
