"""A question of the RAMM to an agency: its contacts see the question and their answer, nothing else (P5)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.nominations import policies, services
from macem.nominations.forms import AnswerForm
from macem.nominations.models import Question
from macem.nominations.paths import list_path
from macem.nominations.presenters.questions import QuestionPage
from macem.nominations.querysets import ASKED


@policy(any_of(*ASKED, *policies.EVERY_DECIDER))
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """What an agency was asked, and its answer, which brings the person back before the RAMM (P5)."""
    rows = Question.objects.visible_to(request.user).select_related("panel", "agency", "answer__answered_by")
    question = rows.filter(pk=number).first()
    if question is None:
        raise Http404("No such question.")
    by = Actor.user(request.user)
    policies.check_can_answer(by, question)
    log_opening(request, subject_id=question.subject_id, context="question of the RAMM")
    page = QuestionPage.of(question, decides=policies.can_decide(by, question.panel, question.body))
    form = AnswerForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.answer_question, request, question=question, text=form.cleaned_data["text"]
    ):
        messages.success(request, _("The answer is sent. The RAMM decides on it at its next meeting."))
        return redirect(list_path(question.body) if page.decides else "desk:work")
    return render(request, "nominations/answer.jinja", {"page": page, "form": form})
