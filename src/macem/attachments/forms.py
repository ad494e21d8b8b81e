"""The part of a form that takes a file, and keeps it while the rest of the form is mended."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from macem.attachments import services
from macem.attachments.models import StoredFile
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.protocol.vocabulary.files import FileKind

HELD = "held"


class FileFormMixin(forms.Form):
    """A file of a form, sent now or held since it was sent with a form that was at fault elsewhere.

    After :meth:`take_file`, which comes before validation, ``stored`` is the file or None.
    """

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )
    held = forms.IntegerField(widget=forms.HiddenInput, required=False)

    accepts: Collection[FileKind] = tuple(FileKind)
    stored: StoredFile | None = None
    fault: str = ""

    def take_file(self, request: HttpRequest, subject_id: int) -> None:
        """Hold the file that came with the form, or find the one held for it since."""
        sent = request.FILES.get(self.add_prefix("file"))
        if sent is not None:
            try:
                self.stored = services.hold(
                    subject_id=subject_id,
                    name=sent.name or "",
                    data=sent.read(),
                    by=Actor.user(request.user),
                    accepts=self.accepts,
                )
            except NotNow as refusal:
                self.fault = refusal.reason
            return
        held = request.POST.get(self.add_prefix(HELD), "")
        rows = StoredFile.objects.visible_to(request.user).held_by(request.user)
        self.stored = rows.filter(subject_id=subject_id, pk=int(held) if held.isdecimal() else 0).first()
        if self.stored is None and int(request.META.get("CONTENT_LENGTH") or 0) > settings.ATTACHMENT_LIMIT:
            self.fault = services.too_large()

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed beside the file. After validation only."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("file", HELD)}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.stored is None and "file" not in self.errors:
            self.add_error("file", self.fault or _("Choose the file"))
        return typed
