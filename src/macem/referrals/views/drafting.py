"""Writing a risk assessment: begun, answered page by page, shared, checked and sent, deleted (clause P4)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.agencies.holders import holders
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.confidentiality.models import Subject
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.gate.submission import carried_out
from macem.govuk.forms import GovukForm
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary.assessment import AssessmentSection
from macem.referrals import policies, reading, services
from macem.referrals.assessments import latest_signed_for
from macem.referrals.drafts import drafts_of
from macem.referrals.forms.drafting import SendForm, ShareForm
from macem.referrals.models import AssessmentDraft, DraftHelper
from macem.referrals.presenters.assessment import AssessmentPresenter
from macem.referrals.presenters.drafting import DraftPresenter, PageScreen, page_url
from macem.referrals.views.opening import open_child


@policy(any_of(*policies.AUTHORS))
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a risk assessment, go on with one, or revise one that was returned (clause P4)."""
    subject = open_child(request, reference, context="write assessment")
    if request.method == "POST":
        draft = services.begin_assessment(person=subject.person, by=Actor.user(request.user))
        return redirect(DraftPresenter(draft).url)
    returned = reading.returned_to(request.user, subject.pk)
    drafts = [DraftPresenter(one) for one in drafts_of(request.user) if one.subject_id == subject.pk]
    return render(
        request,
        "referrals/assess.jinja",
        {
            "person": PersonPresenter(subject.person),
            "returned": AssessmentPresenter(returned) if returned else None,
            "drafts": drafts,
            "has_own": any(one.draft.author_id == request.user.pk for one in drafts),
            "can_attach": policies.can_attach(Actor.user(request.user), subject.pk, panel_of(request)),
        },
    )


@policy(any_of(*policies.AUTHORS))
@require_safe
def draft(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """All pages of an assessment, how far each is, and who writes in it; from here one goes on."""
    subject = open_child(request, reference, context="write assessment")
    found = _draft(request, subject, pk)
    returned = reading.returned_to(found.author, subject.pk)
    return render(
        request,
        "referrals/assessment_draft.jinja",
        {**_beside(request, subject, found), "returned": AssessmentPresenter(returned) if returned else None},
    )


@policy(any_of(*policies.AUTHORS))
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, reference: str, pk: int, section: str) -> HttpResponse:
    """One page. Whatever is sent and can be kept is kept, then what it lacks is said (clause P4)."""
    subject = open_child(request, reference, context="write assessment")
    found = _draft(request, subject, pk)
    if section not in list(AssessmentSection):
        raise Http404("No such page.")
    asked = AssessmentSection(section)
    screen = PageScreen(found, asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and screen.is_valid():
        try:
            services.save_assessment_answers(
                draft=found, given=screen.given, seen=screen.seen, by=Actor.user(request.user)
            )
        except StaleWrite as refusal:
            theirs: Any = refusal.theirs
            screen = PageScreen(_draft(request, subject, pk), asked, request.POST, theirs)
        except NotNow as refusal:
            messages.warning(request, refusal.reason)
            return redirect("referrals:assessments")
        else:
            if "later" in request.POST:
                messages.success(request, _("Your answers are saved. Nothing has been sent."))
                return redirect(DraftPresenter(found).url)
            if not screen.complain():
                return redirect(screen.next_url)
            screen = PageScreen(_draft(request, subject, pk), asked, request.POST, {})
            screen.is_valid()
            screen.complain()
    shown = _beside(request, subject, found)
    return render(
        request, "referrals/assessment_page.jinja", {**shown, "screen": screen, "forms": screen.forms}
    )


@policy(any_of(*policies.AUTHORS))
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Everything that was answered, and what is missing; its author sends it for sign-off (clause P4)."""
    subject = open_child(request, reference, context="write assessment")
    found = _draft(request, subject, pk)
    form = SendForm(
        request.POST if request.method == "POST" else None,
        managers=holders(found.panel, *policies.SIGNERS, but=found.author_id),
    )
    if form.is_valid() and carried_out(
        form, services.send_assessment, request, draft=found, **form.cleaned_data
    ):
        messages.success(request, _("The assessment was sent for sign-off."))
        return redirect("referrals:child", reference=reference)
    shown = _beside(request, subject, found)
    return render(request, "referrals/assessment_check.jinja", {**shown, "form": form})


@policy(any_of(*policies.AUTHORS))
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Let another social care worker read and write in a draft (clause P4)."""
    subject = open_child(request, reference, context="write assessment")
    found = _draft(request, subject, pk)
    policies.check_is_draft_author(Actor.user(request.user), found)
    form = ShareForm(
        request.POST if request.method == "POST" else None,
        workers=holders(found.panel, *policies.AUTHORS, but=found.author_id),
    )
    if form.is_valid() and carried_out(
        form, services.share_assessment, request, draft=found, **form.cleaned_data
    ):
        messages.success(request, _("They can now read the assessment and write in it. You send it."))
        return redirect(DraftPresenter(found).url)
    return render(
        request, "referrals/assessment_share.jinja", {**_beside(request, subject, found), "form": form}
    )


@policy(any_of(*policies.AUTHORS))
@require_POST
def unshare(request: HttpRequest, reference: str, pk: int, helper: int) -> HttpResponse:
    """Take a draft back from somebody; what they wrote stays (clause P4)."""
    subject = open_child(request, reference, context="write assessment")
    found = _draft(request, subject, pk)
    rows = DraftHelper.objects.visible_to(request.user).filter(draft=found)
    named = rows.select_related("draft").filter(pk=helper).first()
    if named is None:
        raise Http404("No such helper.")
    services.stop_sharing_assessment(helper=named, by=Actor.user(request.user))
    messages.success(request, _("They no longer see the assessment. What they wrote stays."))
    return redirect(page_url(found, "assessment_share"))


@policy(any_of(*policies.AUTHORS))
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Delete a draft with all its answers, after asking once (clause P4)."""
    subject = open_child(request, reference, context="write assessment")
    found = _draft(request, subject, pk)
    policies.check_is_draft_author(Actor.user(request.user), found)
    if request.method == "POST":
        services.delete_assessment_draft(draft=found, by=Actor.user(request.user))
        messages.success(request, _("The assessment is deleted. Nothing was sent."))
        return redirect("referrals:child", reference=reference)
    shown = _beside(request, subject, found)
    return render(request, "referrals/assessment_delete.jinja", {**shown, "form": GovukForm()})


def _draft(request: HttpRequest, subject: Subject, pk: int) -> AssessmentDraft:
    """Return a draft of this child in which the reader writes. Raises :class:`Http404`."""
    rows = AssessmentDraft.objects.visible_to(request.user).filter(subject=subject, pk=pk)
    rows = rows.select_related("subject", "author", "panel")
    found: AssessmentDraft | None = (
        rows.prefetch_related("answers__saved_by", "helpers__user").distinct().first()
    )
    if found is None:
        raise Http404("No such draft.")
    return found


def _beside(request: HttpRequest, subject: Subject, found: AssessmentDraft) -> dict[str, Any]:
    """Return the draft, the child, and the latest signed-off assessment to write beside."""
    earlier = latest_signed_for(request.user, subject.pk)
    return {
        "person": PersonPresenter(subject.person),
        "draft": DraftPresenter(found),
        "is_author": policies.is_draft_author(Actor.user(request.user), found),
        "earlier": AssessmentPresenter(earlier) if earlier else None,
    }
