from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, Look
from macem.people.forms.record import RecordForm
from macem.protocol.about_people import TopicList
from macem.protocol.vocabulary.facts import Topic

MOST_RADIOS = 14
"""A longer list is drawn as a select."""


class FactForm(RecordForm):
    """One answer to a topic, with further words where its list has a box for them."""

    code = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    words = forms.CharField(max_length=300, required=False)
    until = DateInputField(
        label=_("When does it end?"),
        help_text=_("If that is known already, as for police protection."),
        required=False,
    )

    field_order = ["code", "words", "since", "until", "told_by"]

    def __init__(self, *args: Any, listed: TopicList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = listed
        self.fields["words"].label = listed.words
        hinted = "code" if listed.codes else "words"
        self.fields[hinted].help_text = listed.hint
        self._offer(list(listed.codes.items()))
        if listed.topic is Topic.STANDING:
            self.fields["since"].label = _("On which day?")
        unasked = {"code": not listed.codes, "words": not listed.words, "until": not self._ends}
        for name in [name for name, leave_out in unasked.items() if leave_out]:
            del self.fields[name]

    @property
    def _ends(self) -> bool:
        """Whether it may be known beforehand when it ends."""
        return self.listed.topic is Topic.CARE_STATUS

    def _offer(self, answers: list[tuple[str, str]]) -> None:
        field: Any = self.fields["code"]
        if len(answers) > MOST_RADIOS:
            field.widget, answers = forms.Select(), [("", str(_("Choose one"))), *answers]
        field.choices = answers

    def look(self, name: str) -> Look:
        if name == "words":
            return Look(width="two-thirds", optional=bool(self.listed.codes))
        return super().look(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        fault = self.listed.fault(cleaned.get("code", ""), cleaned.get("words", ""))
        if fault and not self.errors:
            self.add_error("words", fault)
        return cleaned
