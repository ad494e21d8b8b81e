from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look, YesNoField, today


class KnownField(YesNoField):
    """A question to which nobody may know the answer: True, False, or None for that and for no answer."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No")), ("not_known", _("Not known"))],
            coerce={"yes": True, "no": False}.get,
            required=False,
            **more,
        )


class RecordForm(GovukForm):
    """What every dated fact asks last: since when it is so, and who said so."""

    since = DateInputField(
        label=_("Since when?"), help_text=_("Leave it empty if nobody knows."), latest=today, required=False
    )
    told_by = forms.CharField(
        label=_("Who said so, or where is it recorded?"),
        help_text=_("For example: the young person, their mother, Mosaic."),
        max_length=200,
        required=False,
    )

    looks = {"told_by": Look(width=30)}

    def put_last(self, *names: str) -> None:
        """Ask these after the fields of the fact itself."""
        self.order_fields([name for name in self.fields if name not in names] + list(names))
