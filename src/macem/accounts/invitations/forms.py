from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from macem.accounts.invitations import codes
from macem.govuk.forms import GovukForm, Look
from macem.protocol.invitation import CODE_DIGITS


class CodeForm(GovukForm):
    """The code that came by telephone, typed with or without gaps."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("8 digits, such as 4827 1935. It is not in the mail."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the code that you were told")},
    )

    looks: ClassVar = {"code": Look(width=10)}

    def clean_code(self) -> str:
        code = codes.typed(self.cleaned_data["code"])
        if len(code) != CODE_DIGITS:
            raise ValidationError(_("The code has 8 digits"))
        return code
