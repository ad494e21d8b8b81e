"""Forms of early help: its review, who leads it, and the MASH's answer to a step up (clause P2)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.protocol.vocabulary.early_help import EarlyHelpState, WorkEffect
from macem.referrals.forms.choices import PersonChoiceField, choose_from
from macem.referrals.models import EarlyHelpWork

OUTCOMES = (
    (EarlyHelpState.UNDER_WAY, _("It goes on"), _("Until the next review.")),
    (
        EarlyHelpState.STEP_UP_ASKED,
        _("Ask the MASH to step up"),
        _("You are more worried. The MASH decides whether the child comes before MACEM. In danger now: 999."),
    ),
    (
        EarlyHelpState.STEPPED_DOWN,
        _("Step down"),
        _("Less help is enough: what every family has carries on."),
    ),
    (EarlyHelpState.NEEDS_MET, _("Close: needs met"), ""),
    (
        EarlyHelpState.DECLINED,
        _("Close: the family declines"),
        _("If you are still worried, ask the MASH to step up instead."),
    ),
)
STEP_UP, GO_ON = "step_up", "go_on"


def tomorrow() -> date:
    return today() + timedelta(days=1)


class EarlyHelpReviewForm(GovukForm):
    """What was done in each kind of work and what came of it; how it goes on, and why."""

    reviewed_on = DateInputField(label=_("Reviewed on"), latest=today)
    outcome = forms.TypedChoiceField(
        label=_("How does it go on?"),
        choices=[(state.value, label) for state, label, _hint in OUTCOMES],
        coerce=EarlyHelpState,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it goes on")},
    )
    next_review_on = DateInputField(label=_("Next review on"), earliest=tomorrow, required=False)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("What the child and the family say, what is better, what is not."),
        widget=forms.Textarea,
        error_messages={"required": _("Say why")},
    )
    reviews_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    looks = {
        "outcome": Look(
            reveals={EarlyHelpState.UNDER_WAY.value: "next_review_on"},
            item_hints={state.value: hint for state, _label, hint in OUTCOMES if hint},
        ),
        "reason": Look(rows=5),
    }

    def __init__(self, *args: Any, work: Iterable[EarlyHelpWork], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = list(work)
        asked: dict[str, forms.Field] = {"reviewed_on": self.fields["reviewed_on"]}
        for one in self.kinds:
            asked[f"effect_{one.pk}"] = forms.TypedChoiceField(
                label=_("What came of %(work)s?") % {"work": f"“{one.name}”"},
                choices=WorkEffect.choices,
                coerce=WorkEffect,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say what came of “%(work)s”") % {"work": one.name}},
            )
            asked[f"done_{one.pk}"] = forms.CharField(
                label=_("What was done for %(work)s?") % {"work": f"“{one.name}”"},
                help_text=_("With whom, how often. Leave it empty where nothing was done."),
                widget=forms.Textarea,
                required=False,
            )
        self.fields = {**asked, **self.fields}

    def look(self, name: str) -> Look:
        return Look(rows=3, optional=False) if name.startswith("done_") else super().look(name)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for one in self.kinds:
            effect = typed.get(f"effect_{one.pk}")
            if effect and effect.was_done and not typed.get(f"done_{one.pk}"):
                self.add_error(f"done_{one.pk}", _("Say what was done for “%(work)s”") % {"work": one.name})
        goes_on = typed.get("outcome") is EarlyHelpState.UNDER_WAY
        if goes_on and not typed.get("next_review_on") and "next_review_on" not in self.errors:
            self.add_error("next_review_on", _("Enter the day of the next review"))
        return typed

    @property
    def given(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        plain = ("outcome", "reviewed_on", "reason", "next_review_on", "reviews_seen")
        return {name: typed[name] for name in plain} | {
            "work": {one.pk: (typed[f"effect_{one.pk}"], typed[f"done_{one.pk}"]) for one in self.kinds}
        }


class LeadForm(GovukForm):
    """Who leads the work for its agency: somebody with an account here, or a name."""

    user = PersonChoiceField(
        label=_("Somebody with an account here"), empty_label=_("Nobody of these"), required=False
    )
    name = forms.CharField(
        label=_("Or the name of somebody without one"),
        help_text=_("They see nothing here; the agency’s contact records the reviews."),
        max_length=160,
        required=False,
    )

    looks = {"name": Look(width="two-thirds", optional=False), "user": Look(optional=False)}

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["user"]).queryset = User.objects.filter(pk__in=[one.pk for one in people])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if bool(typed.get("user")) == bool(typed.get("name")):
            self.add_error("user", _("Choose somebody, or write one name"))
        return typed


class StepUpForm(GovukForm):
    """The MASH steps early help up; where it was ``asked`` to, it may also let it go on (clause P2)."""

    answer = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(STEP_UP, _("Level 4: the child comes before MACEM")), (GO_ON, _("Early help goes on"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you decide")},
    )
    worker = PersonChoiceField(
        label=_("Social care worker who will hold the case"),
        empty_label=_("Not allocated yet"),
        required=False,
    )
    next_review_on = DateInputField(label=_("Next review on"), earliest=tomorrow, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea,
        error_messages={"required": _("Say why")},
    )
    reviews_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    looks = {
        "answer": Look(reveals={STEP_UP: "worker", GO_ON: "next_review_on"}),
        "reason": Look(rows=5),
    }

    def __init__(self, *args: Any, workers: "QuerySet[User]", asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["worker"]).queryset = workers
        if not asked:
            del self.fields["answer"], self.fields["next_review_on"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if (
            typed.get("answer") == GO_ON
            and not typed.get("next_review_on")
            and "next_review_on" not in self.errors
        ):
            self.add_error("next_review_on", _("Enter the day of the next review"))
        return typed

    @property
    def steps_up(self) -> bool:
        return bool(self.cleaned_data.get("answer", STEP_UP) == STEP_UP)

    @property
    def given(self) -> dict[str, Any]:
        """What the service of the answer takes."""
        other = "worker" if self.steps_up else "next_review_on"
        return {name: self.cleaned_data[name] for name in (other, "reason", "reviews_seen")}
