"""One person's row on "Answer your list"."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm, Look
from macem.protocol.returns import may_be_sent
from macem.protocol.vocabulary import ReturnStatus
from macem.protocol.vocabulary.states import ReturnChoice

FIELD_OF = {ReturnStatus.SHARED: "information", ReturnStatus.WITHHELD: "withheld_reason"}
"""Where an answer's text is missing when the protocol refuses it."""


class AnswerForm(GovukForm):
    """What an agency answers about one person. ``sending``: complete it; otherwise it is kept as it is typed.

    ``name`` is in the sentences of the errors: a page has a row for each person. "Nothing new" is offered
    only where the agency answered last time.
    """

    choice = forms.ChoiceField(label=_("Answer"), choices=[], widget=forms.RadioSelect, required=False)
    information = forms.CharField(
        label=_("What happened: facts, with dates"), widget=forms.Textarea, required=False, max_length=10_000
    )
    solutions = forms.CharField(
        label=_("What you think, and what could help"),
        widget=forms.Textarea,
        required=False,
        max_length=10_000,
    )
    withheld_reason = forms.CharField(
        label=_("Why are you withholding it?"), required=False, max_length=2_000
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    looks = {
        "choice": Look(hidden_label=True),
        "information": Look(rows=2, legend="", optional=False),
        "solutions": Look(rows=2, legend="", optional=False),
        "withheld_reason": Look(legend="", optional=False),
    }

    def __init__(
        self, *args: Any, name: str, answered_before: bool, sending: bool = False, **kwargs: Any
    ) -> None:
        self.name, self.sending = name, sending
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (choice.value, choice.label)
            for choice in ReturnChoice
            if answered_before or choice is not ReturnChoice.NOTHING_NEW
        ]

    @property
    def chosen(self) -> ReturnChoice | None:
        value = self.cleaned_data.get("choice")
        return ReturnChoice(value) if value else None

    def stand_on(self, version: int) -> None:
        """Take note that the answer which stands now is ``version``: what is sent next replaces that one."""
        self.data = {
            **{name: self.data[name] for name in self.data},
            self.add_prefix("based_on"): str(version),
        }

    @property
    def has_begun(self) -> bool:
        """Whether something was chosen or typed."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "based_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.sending or "choice" in self.errors:
            return cleaned
        if self.chosen is None:
            self.add_error("choice", _now("Choose an answer for %(name)s") % {"name": self.name})
        elif self.chosen is not ReturnChoice.NOTHING_NEW:
            self._ask_the_protocol(ReturnStatus(self.chosen.value), cleaned)
        return cleaned

    def _ask_the_protocol(self, answer: ReturnStatus, cleaned: dict[str, Any]) -> None:
        texts = {name: cleaned.get(name, "") for name in ("information", "withheld_reason")}
        decision = may_be_sent(answer, **texts)
        if not decision.met:
            reason = decision.reason.removesuffix(".")
            words = _now("%(name)s: %(what)s") % {"name": self.name, "what": reason[:1].lower() + reason[1:]}
            self.add_error(FIELD_OF[answer], words)
