from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, Look, today
from macem.people.forms.record import RecordForm


class HomeAuthorityForm(RecordForm):
    """The local authority that placed a child here, and its worker (clause C6)."""

    authority = forms.CharField(label=_("Local authority"), max_length=120)
    worker_name = forms.CharField(label=_("Its worker"), max_length=120, required=False)
    telephone = forms.CharField(label=_("The worker’s telephone"), max_length=40, required=False)
    told_on = DateInputField(
        label=_("When did it tell this area?"),
        help_text=_("Leave it empty if it has not, or nobody knows."),
        latest=today,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.put_last("since", "told_by")

    looks = {
        **RecordForm.looks,
        "authority": Look(width=30),
        "worker_name": Look(width=30),
        "telephone": Look(width=20),
    }
