"""Strategy meetings and the section 47 enquiries that they open (clause P3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.models import Agency
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.gate import clock
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people.presenters import PersonPresenter
from macem.referrals import policies, services
from macem.referrals.forms.strategy import EnquiryForm, StrategyMeetingForm
from macem.referrals.models import StrategyMeeting
from macem.referrals.presenters.strategy import StrategyPresenter
from macem.referrals.views.opening import open_child


@policy(any_of(*policies.STRATEGY_RECORDERS))
@require_http_methods(["GET", "POST"])
def strategy_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a strategy meeting and whether it opened a section 47 enquiry (clause P3)."""
    subject = open_child(request, reference, context="record strategy meeting")
    panel = panel_of(request)
    form = StrategyMeetingForm(_posted(request), agencies=Agency.objects.filter(places__panel=panel))
    if form.is_valid() and carried_out(
        form, services.record_strategy_meeting, request, person=subject.person, **form.cleaned_data
    ):
        messages.success(request, _("The strategy meeting is recorded."))
        return redirect("referrals:child", reference=reference)
    return render(
        request, "referrals/strategy_meeting.jinja", {"person": PersonPresenter(subject.person), "form": form}
    )


@policy(any_of(*policies.STRATEGY_RECORDERS))
@require_http_methods(["GET", "POST"])
def enquiry(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record how the section 47 enquiry ended that a strategy meeting opened (clause P3)."""
    subject = open_child(request, reference, context="outcome of section 47 enquiry")
    rows = StrategyMeeting.objects.visible_to(request.user).filter(subject=subject, section_47=True)
    meeting = rows.select_related("subject").filter(pk=pk, conclusion=None).first()
    if meeting is None:
        raise Http404("No enquiry of this child whose outcome is due.")
    form = EnquiryForm(_posted(request))
    if form.is_valid() and carried_out(
        form, services.conclude_enquiry, request, meeting=meeting, **form.cleaned_data
    ):
        messages.success(request, _("The outcome of the enquiry is recorded."))
        return redirect("referrals:child", reference=reference)
    panel = panel_of(request)
    shown = {
        "person": PersonPresenter(subject.person),
        "form": form,
        "meeting": StrategyPresenter(meeting, panel, clock.today()),
        "telephone": panel.mash_telephone,
    }
    return render(request, "referrals/enquiry.jinja", shown)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
