from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm, Look


class AnswerForm(GovukForm):
    """What an agency answers to a question of the RAMM."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Facts with dates, and where they come from. If your agency holds nothing, say so."),
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": _("Write what your agency knows, or that it holds nothing")},
    )

    looks = {"text": Look(rows=6)}
