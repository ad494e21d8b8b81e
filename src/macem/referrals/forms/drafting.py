"""The forms of an assessment that is being written: one for each question of a page (clause P4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.protocol.assessment import Given, Lack
from macem.protocol.matrix import ProtectiveFactor, Sign
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel
from macem.protocol.vocabulary.assessment import Asked, AssessmentQuestion, Noted
from macem.referrals.forms.choices import PersonChoiceField, behaviour_choices, choose_from

Q = AssessmentQuestion
SEEN = "seen"


@dataclass(frozen=True)
class Setting:
    """What a question's form needs to know: its key, the answer that stands and its version (0: none)."""

    key: str
    given: Given
    version: int
    asked: Sign | ProtectiveFactor | None = None


class AnswerForm(GovukForm):
    """One question. A browser may send it half filled in: what is lacking is for the protocol to say.

    ``words_under`` names, for a choice, the field that holds the words given with it; ``words`` otherwise.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    words_under: ClassVar[Mapping[str, str]] = {}
    mark_optional = False

    def __init__(self, data: QueryDict | None = None, *, setting: Setting) -> None:
        self.setting = setting
        given = setting.given
        words = {self._box(given.choice): given.words}
        initial = {SEEN: setting.version, "choice": given.choice, **words}
        super().__init__(data, initial=initial, prefix=setting.key)

    @property
    def key(self) -> str:
        return self.setting.key

    def given(self) -> Given:
        """What was answered, whole or not. After validation only."""
        choice = self.cleaned_data.get("choice") or ""
        return Given(choice, (self.cleaned_data.get(self._box(choice)) or "").strip())

    @property
    def version_seen(self) -> int:
        return self.cleaned_data.get(SEEN) or 0

    def complain(self, lacks: tuple[Lack, ...]) -> None:
        """Say next to its box what an answer that is kept still lacks."""
        for lack in lacks:
            choice = self.cleaned_data.get("choice") or ""
            self.add_error("choice" if lack.part == "choice" else self._box(choice), lack.words)

    def _box(self, choice: str) -> str:
        return self.words_under.get(choice, "words")


def words_box(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, widget=forms.Textarea, required=False)


def choice_of(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=choices, widget=forms.RadioSelect, required=False
    )


class NoteForm(AnswerForm):
    """One sign or protective factor: noted, not noted or not known, with a line."""

    choice = choice_of("", Noted.choices())
    words = forms.CharField(label=_("What you know, in a line"), required=False)
    unknown = forms.CharField(label=_("What would have to be found out"), required=False)

    words_under: ClassVar[Mapping[str, str]] = {Noted.NOT_KNOWN.value: "unknown"}
    looks = {
        "choice": Look(small=True, reveals={Noted.NOTED.value: "words", Noted.NOT_KNOWN.value: "unknown"}),
    }

    def __init__(self, data: QueryDict | None = None, *, setting: Setting) -> None:
        super().__init__(data, setting=setting)
        if setting.asked is not None:
            self.fields["choice"].label = setting.asked.title
            self.fields["choice"].help_text = setting.asked.hint


class BehaviourForm(AnswerForm):
    """C5: whether the child may have been harmed, may be harming, or both."""

    choice = choice_of(_("Is there a concern about harmful sexual behaviour?"), behaviour_choices)
    words = words_box(_("What does it rest on?"), _("Needed where there is a concern."))

    looks = {"choice": Look(legend="l", heading=True, or_before=HarmfulSexualBehaviour.NONE.value)}


class VoiceForm(AnswerForm):
    """M7: what the child says, or why nobody asked."""

    choice = choice_of(
        _("Has somebody asked the child what is happening and what would help?"), Asked.choices()
    )
    words = words_box(_("What the child says, in the child’s own words"))
    why_not = words_box(_("Why not?"))

    words_under: ClassVar[Mapping[str, str]] = {Asked.NO.value: "why_not"}
    looks = {"choice": Look(legend="m", reveals={Asked.YES.value: "words", Asked.NO.value: "why_not"})}


class AskedByForm(AnswerForm):
    """Who asked, and when."""

    words = forms.CharField(
        label=_("Who asked the child, and when?"),
        help_text=_("Leave this empty where nobody asked."),
        required=False,
    )


class NarrativeForm(AnswerForm):
    """What is happening."""

    words = words_box(_("What is happening?"), _("What the level rests on: who, where, since when."))
    looks = {"words": Look(rows=12, legend="m")}


class StrengthsForm(AnswerForm):
    """What keeps the child safe."""

    words = words_box(_("What keeps the child safe?"), _("People, places and work that help, even a little."))
    looks = {"words": Look(rows=6, legend="m")}


class ChangeForm(AnswerForm):
    """What is different from the last assessment that was signed off."""

    words = words_box(
        _("What has changed since the last assessment?"),
        _("For better or worse, and what you think brought it about. Sign by sign it is worked out for you."),
    )
    looks = {"words": Look(rows=6, legend="m")}


class LevelForm(AnswerForm):
    """The professional's own level; another than suggested needs a reason."""

    choice = choice_of(_("Which level do you choose?"), RiskLevel.choices)
    words = words_box(
        _("Your reason"), _("Needed where you choose another level than the matrix suggests; it is shown.")
    )
    looks = {"choice": Look(legend="m")}


FORMS: Mapping[AssessmentQuestion, type[AnswerForm]] = {
    Q.BEHAVIOUR: BehaviourForm,
    Q.VOICE: VoiceForm,
    Q.ASKED_BY: AskedByForm,
    Q.NARRATIVE: NarrativeForm,
    Q.STRENGTHS: StrengthsForm,
    Q.CHANGE: ChangeForm,
    Q.LEVEL: LevelForm,
}


class SendForm(GovukForm):
    """The last page: the day it was completed, and who signs it off (clause P4)."""

    completed_on = DateInputField(label=_("Completed on"), latest=today)
    sent_to = PersonChoiceField(
        label=_("Service manager who signs it off"), empty_label=_("Choose a service manager")
    )

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["sent_to"]).queryset = managers


class ShareForm(GovukForm):
    """Whom the author lets read and write in the draft (clause P4)."""

    user = PersonChoiceField(label=_("Social care worker"), empty_label=_("Choose somebody"))

    def __init__(self, *args: Any, workers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["user"]).queryset = workers
