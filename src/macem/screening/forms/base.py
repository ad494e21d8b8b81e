"""The form of one question, whatever it asks: how an answer gets into its boxes and out again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from macem.agencies.models import Agency
from macem.govuk.forms import GovukForm, Look
from macem.protocol.screening import Asked, Given, Lack
from macem.protocol.vocabulary.screening import Source

OWN_PARTS = ("choice", "words", "source")
SEEN = "seen"


@dataclass(frozen=True)
class Setting:
    """What a form needs to know of where it stands.

    ``child`` is what the child is called in the questions, ``caption`` the grey line above the heading of a
    question that has the page to itself (``alone``). ``version`` is the answer's, 0 where there is none.
    ``agencies`` are those of the panel.
    """

    asked: Asked
    child: str
    given: Given
    version: int
    caption: str
    alone: bool
    agencies: tuple[Agency, ...] = ()


class AnswerForm(GovukForm):
    """One question. A browser may send it half filled in: what is lacking is for the protocol to say.

    ``heading`` is the question in words, ``lead`` the field whose label it is (empty: the page says it),
    ``facts`` the fields that are kept as short facts. ``words_under`` names, for a choice, the field that
    holds the words given with it; without it they are in the field ``words``.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    heading: ClassVar[Any] = ""
    lead: ClassVar[str] = ""
    facts: ClassVar[tuple[str, ...]] = ()
    words_under: ClassVar[Mapping[str, str]] = {}
    mark_optional = False

    def __init__(self, data: QueryDict | None = None, *, setting: Setting) -> None:
        self.setting = setting
        initial = {**self.filled(setting.given), SEEN: setting.version}
        super().__init__(data, initial=initial, prefix=setting.asked.key)
        self.ask()
        if self.lead:
            self.say(self.lead, label=self.title)

    def look(self, name: str) -> Look:
        """Make the question the page's heading where it has the page to itself, and smaller where not."""
        found = super().look(name)
        if name != self.lead:
            return found
        if self.setting.alone:
            return replace(found, legend="l", heading=True, caption=self.setting.caption)
        return replace(found, legend="m", small=True)

    @property
    def key(self) -> str:
        """The question's key, which is also where a link to it on a shared page leads."""
        return self.setting.asked.key

    @property
    def title(self) -> str:
        """The question as it is asked about this child."""
        return str(self.heading).format(name=self.setting.child)

    def ask(self) -> None:
        """Put the child's name, and what else the setting says, into labels and choices."""

    def say(self, name: str, *, label: Any = "", hint: Any = "") -> None:
        """Write the words beside a box. The form has drawn its boxes by now, so they are told too."""
        field, box = self.fields[name], self[name]
        if label:
            field.label = box.label = label
        if hint:
            field.help_text = box.help_text = hint

    def filled(self, given: Given) -> dict[str, Any]:
        """Return the values of the boxes for an answer that stands."""
        boxes = {name: given.facts.get(name) for name in self.facts}
        boxes |= {"choice": given.choice, "source": given.source}
        boxes[self.words_under.get(given.choice, "words")] = given.words
        return boxes

    def given(self) -> Given:
        """Return what was answered, whole or not. After validation only."""
        typed = self.cleaned_data
        choice = typed.get("choice") or ""
        return Given(
            choice=choice,
            words=(typed.get(self.words_under.get(choice, "words")) or "").strip(),
            source=typed.get("source") or "",
            facts={name: typed[name] for name in self.facts if typed.get(name) not in (None, "", [])},
        )

    def complain(self, lacks: tuple[Lack, ...]) -> None:
        """Say next to its box what an answer that is kept still lacks."""
        choice = self.cleaned_data.get("choice") or ""
        for lack in lacks:
            name = self.words_under.get(choice, "words") if lack.name == "words" else lack.name
            self.add_error(name, lack.words)

    @property
    def version_seen(self) -> int:
        """The version of the answer that stood before whoever answers."""
        return self.cleaned_data.get(SEEN) or 0


def free_text(label: Any = "", **kwargs: Any) -> forms.CharField:
    """A box for free text that may stay empty."""
    return forms.CharField(label=label, widget=forms.Textarea, required=False, **kwargs)


def line(label: Any = "", *, longest: int = 120, **kwargs: Any) -> forms.CharField:
    """A box for one line that may stay empty."""
    return forms.CharField(label=label, required=False, max_length=longest, **kwargs)


def pick(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """Radio buttons of which none needs to be chosen."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False, **kwargs)


def how_known() -> forms.ChoiceField:
    """How whoever answers knows what they write."""
    return pick(_("How do you know?"), Source.choices())


def name_the_child(field: forms.Field, child: str) -> None:
    """Let a choice of sources say whose word it is: "Casey told me"."""
    told = str(_("{name} told me")).format(name=child)
    choices = [(value, told if value == Source.CHILD else label) for value, label in Source.choices()]
    field.choices = [(value, capitalised(label)) for value, label in choices]  # type: ignore[attr-defined]


def capitalised(text: str) -> str:
    """Return a text with a large first letter: "The child told me"."""
    return text[:1].upper() + text[1:]
