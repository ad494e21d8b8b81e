"""An assessment signed off in Mosaic: attached, and its file handed out (clause P4)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.attachments.presenters import FilePresenter
from macem.attachments.serving import download
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people.presenters import PersonPresenter
from macem.referrals import policies, services
from macem.referrals.assessments import assessments_of
from macem.referrals.forms.assessing import AttachForm
from macem.referrals.views.opening import open_child


@policy(any_of(*policies.ATTACHERS))
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, reference: str) -> HttpResponse:
    """Attach an assessment that was signed off in Mosaic; its file stays while the rest is mended (P4)."""
    subject = open_child(request, reference, context="attach assessment")
    panel, by = panel_of(request), Actor.user(request.user)
    policies.check_can_attach(by, subject.pk, panel)
    form = AttachForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.take_file(request, subject.pk)
    if form.is_valid() and carried_out(
        form,
        services.attach_assessment,
        request,
        person=subject.person,
        panel=panel,
        stored=form.stored,
        **form.answers,
    ):
        messages.success(request, _("The assessment is attached. It counts from now on."))
        return redirect("referrals:child", reference=reference)
    return render(
        request,
        "referrals/attach.jinja",
        {
            "person": PersonPresenter(subject.person),
            "form": form,
            "file": FilePresenter(form.stored) if form.stored else None,
        },
    )


@policy(any_of(*policies.ASSESSMENT_READERS))
@require_safe
def file(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The file of an attached assessment, to be saved; the opening is logged (clause P4)."""
    subject = open_child(request, reference, context="attached assessment")
    found = assessments_of(request.user, subject.pk).filter(pk=pk, attached__isnull=False).first()
    if found is None:
        raise Http404("No such file.")
    called = f"assessment-{subject.reference}-{found.completed_on:%Y-%m-%d}"
    return download(request, found.attached.file_id, called=called, context="attached assessment file")
