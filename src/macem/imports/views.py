"""Files of missing episodes: sent, looked at row by row, applied in one go."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.govuk.paging import paging
from macem.imports import policies, services
from macem.imports.forms import ApplyForm, UploadForm
from macem.imports.models import Upload, UploadRow
from macem.imports.presenters import TITLES, FilePresenter, ListedFile
from macem.imports.reading import look_at
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary.states import ImportKind

A_PAGE = 50
AT_FIRST = 10


@policy(any_of(*policies.IMPORTERS))
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """The files sent to the panel, newest first."""
    rows = Upload.objects.visible_to(request.user).for_lists().with_outcomes()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "imports/list.jinja",
        {"files": [ListedFile(row) for row in page], "paging": paging(page, request)},
    )


@policy(any_of(*policies.IMPORTERS))
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Send one file; what it would do is the next page."""
    panel, by = panel_of(request), Actor.user(request.user)
    policies.check_can_import(by, panel)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, sent=int(request.META.get("CONTENT_LENGTH") or 0))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = services.take_in(
                panel=panel,
                kind=ImportKind.SSDA903_MISSING,
                file_name=file.name,
                content=file.read(),
                by=by,
            )
        except NotNow as refusal:
            form.add_error("file", refusal.reason)
        else:
            return redirect("imports:file", pk=upload.pk)
    return render(request, "imports/send.jinja", {"form": form})


@policy(any_of(*policies.IMPORTERS))
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Row by row what a file will do before it does it; afterwards what it did."""
    return _page(request, _visible(request, pk), ApplyForm())


@policy(any_of(*policies.IMPORTERS))
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what was shown: all of it or, where something has changed meanwhile, nothing."""
    upload = _visible(request, pk)
    form = ApplyForm(request.POST)
    if form.is_valid():
        try:
            services.apply(upload=upload, seen=form.cleaned_data["seen"], by=Actor.user(request.user))
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The file is applied. The rows that wait stay listed below."))
            return redirect("imports:file", pk=pk)
    return _page(request, _visible(request, pk), form)


@policy(any_of(*policies.IMPORTERS))
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each row of an applied file, as CSV: line, outcome, reason, nobody's name or number."""
    upload = _visible(request, pk)
    if upload.applied_at is None:
        raise Http404("Not applied yet.")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{upload.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow(["line", "outcome", "reason"])
    rows = UploadRow.objects.visible_to(request.user).filter(upload=upload)
    writer.writerows((row.line, row.outcome.value, row.reason) for row in rows)
    return response


def _visible(request: HttpRequest, pk: int) -> Upload:
    upload = (
        Upload.objects.visible_to(request.user)
        .select_related("panel", "uploaded_by", "applied_by")
        .filter(pk=pk)
        .first()
    )
    if upload is None:
        raise Http404("No such file, or none that you may see.")
    return upload


def _page(request: HttpRequest, upload: Upload, form: ApplyForm) -> HttpResponse:
    looked = look_at(upload, user=request.user)
    people = {
        person.pk: PersonPresenter(person)
        for person in Person.objects.visible_to(request.user)
        .filter(pk__in={row.subject_id for row in looked.plan.rows} - {None})
        .with_names()
    }
    shown = FilePresenter(looked, people)
    key = request.GET.get("show", "")
    if key and key not in TITLES:
        raise Http404("No such group of rows.")
    page = Paginator(next((g.lines for g in shown.groups if g.key == key), ()), A_PAGE).get_page(
        request.GET.get("page")
    )
    same = (
        Upload.objects.visible_to(request.user)
        .for_lists()
        .filter(digest=upload.digest, applied_at__isnull=False)
    )
    return render(
        request,
        "imports/file.jinja",
        {
            "file": shown,
            "form": form,
            "show": key,
            "page": page,
            "paging": paging(page, request),
            "at_first": AT_FIRST,
            "same_file": same.exclude(pk=upload.pk).first(),
        },
    )
