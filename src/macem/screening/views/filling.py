"""Filling in a form: one page at a time, all of them in a list, and deleting a draft (clauses P1, P3)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.accounts.invitations.policies import invited
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.govuk.forms import GovukForm
from macem.protocol.vocabulary.invitations import InvitationPurpose
from macem.screening import reading, services
from macem.screening.models import Screening
from macem.screening.policies import may_fill_in
from macem.screening.presenters.answers import Answers
from macem.screening.presenters.question import ALL, CHECK, QuestionScreen
from macem.screening.views.opening import own_form


@policy(invited(InvitationPurpose.SCREENING))
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Where an invitation leads: to the one form of whoever was invited, or to the question before it."""
    form = Screening.objects.visible_to(request.user).begun_by(request.user).order_by("-begun_at").first()
    if form is None:
        return redirect("referrals:start")
    return redirect("screening:overview" if form.sent_at is None else "screening:read", form.reference)


@policy(may_fill_in)
@require_safe
def overview(request: HttpRequest, reference: str) -> HttpResponse:
    """All questions of a form, with what is answered; from here one goes on where one stopped."""
    draft = own_form(request, reference)
    if draft.sent_at is not None:
        return redirect("screening:read", reference=reference)
    answers = Answers(draft, reading.agencies_at(draft.panel))
    return render(
        request, "screening/overview.jinja", {"answers": answers, "telephone": draft.panel.mash_telephone}
    )


@policy(may_fill_in)
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, reference: str, page: str) -> HttpResponse:
    """One page of a form. Whatever is sent and can be kept is kept, then what it lacks is said."""
    draft = own_form(request, reference)
    if draft.sent_at is not None:
        return redirect("screening:read", reference=reference)
    screen = _screen(request, draft, page)
    if request.method == "POST" and screen.is_valid():
        try:
            services.save_answers(
                screening=draft, given=screen.given, seen=screen.seen, by=Actor.user(request.user)
            )
        except StaleWrite as refusal:
            screen = _screen(request, own_form(request, reference), page, refusal)
        except NotNow as refusal:
            messages.warning(request, refusal.reason)
            return redirect("referrals:own")
        else:
            if "later" in request.POST:
                messages.success(request, _("Your answers are saved. Nothing has been sent."))
                return redirect("screening:overview", reference=reference)
            if not screen.complain():
                return redirect(screen.next_url)
            screen = _screen(request, own_form(request, reference), page, complain=True)
    return render(
        request,
        "screening/question.jinja",
        {"screen": screen, "forms": screen.forms, "telephone": draft.panel.mash_telephone},
    )


@policy(may_fill_in)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, reference: str) -> HttpResponse:
    """Delete a draft with all its answers, after asking once."""
    draft = own_form(request, reference)
    if draft.sent_at is not None:
        return redirect("screening:read", reference=reference)
    if request.method == "POST":
        services.delete_draft(screening=draft, by=Actor.user(request.user))
        messages.success(request, _("The form is deleted. Nothing was sent."))
        return redirect("referrals:own")
    answers = Answers(draft, ())
    return render(request, "screening/delete.jinja", {"answers": answers, "form": GovukForm()})


def _screen(
    request: HttpRequest,
    draft: Screening,
    key: str,
    stale: StaleWrite | None = None,
    *,
    complain: bool = False,
) -> QuestionScreen:
    """Return a page as it was asked for or sent; ``stale``: with what another window saved meanwhile.

    ``complain``: what was sent is kept already, and the page says what it lacks.
    """
    asked_from = request.GET.get("back", "")
    try:
        screen = QuestionScreen(
            draft,
            key,
            agencies=reading.agencies_at(draft.panel),
            data=request.POST if request.method == "POST" else None,
            back=asked_from if asked_from in (CHECK, ALL) else "",
            theirs=stale.theirs if stale else {} if complain else None,  # type: ignore[arg-type]
        )
    except LookupError:
        raise Http404("This question is not asked in this form.") from None
    if complain or stale:
        screen.is_valid()
    if complain:
        screen.complain()
    return screen
