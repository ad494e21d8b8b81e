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
from macem.meetings import services
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
    rows = [row for row in page.rows if row.form is not None]
    at_fault = None
    try:
        with transaction.atomic():
            for row in rows:
                at_fault = row
                _send(row, by)
    except NotNow as refusal:
        words = _("%(name)s: %(what)s") % {"name": at_fault.name, "what": refusal.reason}
        at_fault.form.add_error("choice", words)
        return False
    words = ngettext("%(n)d answer is sent.", "%(n)d answers are sent.", len(rows))
    messages.success(request, words % {"n": len(rows)})
    return True


def _send(row: AnswerRow, by: Actor) -> None:
    typed, about = row.form.cleaned_data, {"item": row.item, "agency": row.agency, "by": by}
    if row.form.chosen is ReturnChoice.NOTHING_NEW:
        services.let_answer_stand(**about, based_on=typed["based_on"])
        return
    services.submit_return(
        **about,
        answer=ReturnStatus(row.form.chosen.value),
        information=typed["information"],
        withheld_reason=typed["withheld_reason"],
        solutions=typed["solutions"],
        based_on=typed["based_on"],
    )


def _keep(request: HttpRequest, page: AnswerPage, by: Actor, *, nothing_new: bool) -> None:
    """Keep what was typed as drafts; ``nothing_new`` marks those who are not started and had an answer."""
    unstarted = {row.key for row in page.bulk if not row.form.has_begun} if nothing_new else set()
    kept = [row for row in page.rows if row.form is not None and (row.form.has_begun or row.key in unstarted)]
    for row in kept:
        typed = row.form.cleaned_data
        services.save_draft(
            item=row.item,
            agency=row.agency,
            choice=ReturnChoice.NOTHING_NEW if row.key in unstarted else row.form.chosen,
            information=typed["information"],
            withheld_reason=typed["withheld_reason"],
            solutions=typed["solutions"],
            by=by,
        )
    words = ngettext("%(n)d answer is kept as a draft.", "%(n)d answers are kept as drafts.", len(kept))
    messages.success(request, words % {"n": len(kept)} + " " + _("Nothing has been sent yet."))
