from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm
from macem.readers.decoding import MAX_BYTES

MEGABYTE = 1024 * 1024
TOO_LARGE = _("The file must be smaller than %(most)s MB. Split it by period and send the parts one by one")


class UploadForm(GovukForm):
    """One file. ``sent``: how many bytes came; a file beyond what the server takes never reaches the form."""

    file = forms.FileField(
        label=_("SSDA903 Missing file"),
        help_text=_(
            "A CSV file with the columns CHILD, DOB, MISSING, MIS_START and MIS_END, up to %(most)s MB. "
            "It is read and shown to you before anything counts."
        )
        % {"most": MAX_BYTES // MEGABYTE},
    )

    def __init__(self, *args: Any, sent: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sent > MAX_BYTES:
            self.fields["file"].error_messages["required"] = TOO_LARGE % {"most": MAX_BYTES // MEGABYTE}

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE, params={"most": MAX_BYTES // MEGABYTE})
        return file


class ApplyForm(GovukForm):
    """What was looked at: apply does that or nothing."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
