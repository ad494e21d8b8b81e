"""Missing episodes of one child: list, record, correct."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.policies import any_of, any_role
from macem.confidentiality.opening import open_subject
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.missing import policies, services
from macem.missing.forms import EpisodeForm
from macem.missing.models import Episode
from macem.missing.presenters import EpisodePresenter
from macem.people.presenters import PersonPresenter


@policy(any_role)
@require_safe
def episodes(request: HttpRequest, reference: str) -> HttpResponse:
    """Every standing episode of one child, newest first."""
    subject = open_subject(request, reference, context="missing episodes")
    rows = Episode.objects.visible_to(request.user).standing().filter(subject=subject)
    return render(
        request,
        "missing/episodes.jinja",
        {
            "person": PersonPresenter(subject.person),
            "episodes": [EpisodePresenter(row) for row in rows.order_by("-started_on", "-started_at", "-pk")],
            "can_record": policies.can_record_episode(Actor.user(request.user)),
        },
    )


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record one absence by hand."""
    subject = open_subject(request, reference, context="record missing episode")
    form = EpisodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_episode(person=subject.person, by=Actor.user(request.user), **form.cleaned_data)
        except (NotNow, ValidationError) as refusal:
            form.add_error(None, str(getattr(refusal, "message", refusal)))
        else:
            messages.success(request, _("The episode is recorded."))
            return redirect("missing:episodes", reference=reference)
    return render(
        request,
        "missing/record.jinja",
        {"person": PersonPresenter(subject.person), "form": form, "episode": None},
    )


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Correct an absence, or say that the child is back. The earlier record stays."""
    subject = open_subject(request, reference, context="correct missing episode")
    episode = Episode.objects.visible_to(request.user).standing().filter(subject=subject, pk=pk).first()
    if episode is None:
        raise Http404("No such episode, or it has been corrected already.")
    initial = {name: getattr(episode, name) for name in EpisodeForm.base_fields}
    form = EpisodeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_episode(episode=episode, by=Actor.user(request.user), **form.cleaned_data)
        except (NotNow, ValidationError) as refusal:
            form.add_error(None, str(getattr(refusal, "message", refusal)))
        else:
            messages.success(request, _("The correction is recorded. The earlier record is kept."))
            return redirect("missing:episodes", reference=reference)
    return render(
        request,
        "missing/record.jinja",
        {"person": PersonPresenter(subject.person), "form": form, "episode": EpisodePresenter(episode)},
    )
