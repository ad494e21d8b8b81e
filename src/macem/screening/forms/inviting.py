"""What is asked of whoever invites somebody without an account."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.agencies.models import Agency, Panel
from macem.govuk.forms import GovukForm, Look


class InviteForm(GovukForm):
    """Whom to invite, and under which agency of the panel their form counts."""

    organisation = forms.CharField(label=_("School, charity or other organisation"), max_length=120)
    full_name = forms.CharField(
        label=_("Whom you invite"),
        help_text=_("First name and surname"),
        max_length=120,
        error_messages={"required": _("Enter the name of whom you invite")},
    )
    address = forms.EmailField(
        label=_("Their work email address"),
        help_text=_("The link goes there. The mail says nothing about anybody, and the code is not in it."),
    )
    agency = forms.ModelChoiceField(
        label=_("Agency of the panel under which their form counts"),
        help_text=_("For a school this is Education."),
        queryset=Agency.objects.none(),
        empty_label=_("Choose an agency"),
        error_messages={"required": _("Choose the agency under which their form counts")},
    )

    looks: ClassVar = {"address": Look(width="full")}

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(places__panel=panel).order_by("name")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class RenewForm(GovukForm):
    """Nothing but the last day that stood when the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            raise forms.ValidationError(_("Open the page again and renew it there")) from None
