import copy
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

    code = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, error_messages={"required": _("Choose an answer")}
    )
    words = forms.CharField(max_length=300, required=False)
    until = DateInputField(
        label=_("When does it end?"),
        help_text=_("If that is known already, as for police protection."),
        required=False,
    )

    field_order = ["code", "words", "since", "until", "told_by"]

    def __init__(self, *args: Any, listed: TopicList, **kwargs: Any) -> None:
        self.listed = listed
        self.base_fields = _asked(listed)  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def look(self, name: str) -> Look:
        if name == "words":
            free = bool(self.listed.codes) and not self.listed.words_for
            return Look(width="two-thirds", optional=free)
        return super().look(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        fault = self.listed.fault(cleaned.get("code", ""), cleaned.get("words", ""))
        if fault and not self.errors:
            self.add_error("words", fault)
        return cleaned


def _asked(listed: TopicList) -> dict[str, forms.Field]:
    """The form's fields as this topic asks them; its question is the page's heading."""
    fields: dict[str, Any] = copy.deepcopy(FactForm.base_fields)
    answers = list(listed.codes.items())
    if len(answers) > MOST_RADIOS:
        fields["code"].widget, answers = forms.Select(), [("", str(_("Choose one"))), *answers]
    fields["code"].choices = answers
    fields["words"].label = listed.words
    fields["code" if listed.codes else "words"].help_text = listed.hint
    if listed.topic is Topic.STANDING:
        fields["since"].label = _("On which day?")
    unasked = {
        "code": not listed.codes,
        "words": not listed.words,
        "until": listed.topic is not Topic.CARE_STATUS,
    }
    return {name: field for name, field in fields.items() if not unasked.get(name)}
