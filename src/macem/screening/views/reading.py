"""A form as it was sent, on screen and on paper; and which questions were asked when (clause P1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.routes import policy
from macem.govuk.dates import moment
from macem.screening import reading
from macem.screening.indicator_sets import in_force, sets_of
from macem.screening.policies import may_fill_in
from macem.screening.presenters.answers import Answers
from macem.screening.presenters.versions import Comparison, SetPresenter
from macem.screening.views.opening import SECTION, sent_form


@policy(may_fill_in)
@require_safe
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """A whole form as it was sent, with what its answers suggest, for those who read it."""
    return _shown(request, reference, "screening/read.jinja")


@policy(may_fill_in)
@require_safe
def printed(request: HttpRequest, reference: str) -> HttpResponse:
    """The same on a plain page for paper, marked with who printed it and when."""
    return _shown(request, reference, "screening/print.jinja")


@policy(may_fill_in)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The indicator sets that the panel uses, and what one asks differently from another."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    place = reading.place_of(request.user)
    sets = sets_of(place.panel)
    today = clock.today()
    now = in_force(place.panel, today)
    known = {one.id: one for one in sets}
    earlier = known.get(request.GET.get("from", ""), sets[-2] if len(sets) > 1 else sets[0])
    later = known.get(request.GET.get("to", ""), sets[-1])
    return render(
        request,
        "screening/questions.jinja",
        {
            "sets": [SetPresenter(one, one.id == now.id, today) for one in sets],
            "comparison": Comparison(earlier, later),
        },
    )


def _shown(request: HttpRequest, reference: str, template: str) -> HttpResponse:
    screening = sent_form(request, reference)
    if screening.subject_id is not None:
        log_opening(request, subject_id=screening.subject_id, context="screening form")
    withheld = reading.withheld_from(request.user, screening)
    answers = Answers(screening, reading.agencies_at(screening.panel), withheld=withheld)
    return render(
        request,
        template,
        {
            "answers": answers,
            "is_own": screening.begun_by_id == request.user.pk,
            "read_at": moment(clock.now()),
            "telephone": screening.panel.mash_telephone,
        },
    )
