"""The form of a decision of the MASH."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.people.finding import Candidate
from macem.people.forms.perhaps import NEW, offered, wants_a_word, what_speaks_for
from macem.protocol import pathway
from macem.protocol.settings import EarlyHelpSettings
from macem.protocol.vocabulary import MashLevel, MashRoute
from macem.referrals.forms.choices import PersonChoiceField, choose_from, offer
from macem.referrals.services import EarlyHelpOffer

OTHER = "other"
EARLY_HELP = ("work_offered", "other_work", "agency", "review_on")


def _path_hint(level: MashLevel) -> str:
    words = " ".join(route.label for route in pathway.mash_routes(level)) + "."
    if level is MashLevel.STATUTORY:
        return str(_("%(path)s It does not replace a strategy meeting.") % {"path": words})
    return words


def _tomorrow() -> Any:
    return today() + timedelta(days=1)


class DecisionForm(GovukForm):
    """Who the child is, level, reason, early help, and who holds the case (clause P2)."""

    person = forms.ChoiceField(
        label=_("Who is this?"), widget=forms.RadioSelect, error_messages={"required": _("Say who this is")}
    )
    reference = forms.CharField(
        label=_("Their reference"), help_text=_("For example, 7K3F-QP."), max_length=12, required=False
    )
    why_new = forms.CharField(
        label=_("Why is this none of those above?"),
        help_text=_("Kept with both records, so that nobody asks again."),
        max_length=500,
        required=False,
    )
    level = forms.TypedChoiceField(
        label=_("Level of need"),
        choices=[(str(level.value), level.label) for level in reversed(MashLevel)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level of need")},
    )
    worker = PersonChoiceField(
        label=_("Social care worker who will hold the case"),
        empty_label=_("Not allocated yet"),
        required=False,
    )
    low_level = forms.BooleanField(
        label=_("There are low-level concerns: early help follows instead of advice"), required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What the level rests on. It is kept with the child’s record."),
        widget=forms.Textarea,
        error_messages={"required": _("Enter the reason")},
    )
    work_offered = forms.MultipleChoiceField(
        label=_("Work offered with the Family Early Help Assessment"),
        help_text=_("For levels 2 and 3, and for low-level concerns at level 1."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_work = forms.CharField(label=_("Other work offered"), max_length=200, required=False)
    agency = forms.ModelChoiceField(
        label=_("Agency that does this work"),
        queryset=Agency.objects.none(),
        empty_label=_("Choose an agency"),
        required=False,
    )
    review_on = DateInputField(label=_("To be reviewed on"), earliest=_tomorrow, required=False)
    decisions_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    looks = {
        "person": Look(reveals={OTHER: "reference", NEW: "why_new"}),
        "reference": Look(width=10),
        "level": Look(
            reveals={MashLevel.STATUTORY.value: "worker", MashLevel.UNIVERSAL.value: "low_level"},
            item_hints={level.value: _path_hint(level) for level in MashLevel},
        ),
        "reason": Look(rows=5),
        "work_offered": Look(small=True, optional=False),
        "other_work": Look(optional=False),
        "agency": Look(optional=False),
        "review_on": Look(optional=False),
    }

    def __init__(
        self,
        *args: Any,
        early_help: EarlyHelpSettings,
        agencies: QuerySet[Agency],
        workers: QuerySet[User],
        people: Sequence[Candidate] | None,
        **kwargs: Any,
    ) -> None:
        """``people`` None: an earlier decision says who the child is, so nobody asks."""
        super().__init__(*args, **kwargs)
        offer(self.fields["work_offered"]).choices = [(one, one) for one in early_help.work_offered]
        within = _("Within %(days)s days.") % {"days": early_help.review_within_days}
        self["review_on"].help_text = str(within)
        choose_from(self.fields["agency"]).queryset = agencies
        choose_from(self.fields["worker"]).queryset = workers
        self.people = people or ()
        if people is None:
            del self.fields["person"], self.fields["reference"], self.fields["why_new"]
            return
        offer(self.fields["person"]).choices = [
            *offered(people),
            (OTHER, _("Somebody else who is known here")),
            (NEW, _("Nobody known here: make a new record")),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("person") == OTHER and not typed.get("reference"):
            self.add_error("reference", _("Enter the reference of their record"))
        if typed.get("person") == NEW and wants_a_word(self.people) and not typed.get("why_new"):
            self.add_error("why_new", _("Somebody here is likely this child: say why it is somebody else"))
        if typed.get("level"):
            self._clean_early_help(typed)
        return typed

    def _clean_early_help(self, typed: dict[str, Any]) -> None:
        """Ask for all of the early help where the level leads to it, and for none of it elsewhere."""
        if self._leads_to_early_help(typed):
            missing = {
                "work_offered": _("Say which work is offered to the child and the family"),
                "agency": _("Choose the agency that does the work"),
                "review_on": _("Enter the day on which it is reviewed"),
            }
            given = {**typed, "work_offered": typed.get("work_offered") or typed.get("other_work")}
            for field, words in missing.items():
                if not given.get(field) and field not in self.errors:
                    self.add_error(field, words)
        elif any(typed.get(field) for field in EARLY_HELP):
            self.add_error(
                "level",
                _("This level leads to no early help: clear what is offered, or choose another level"),
            )

    def _leads_to_early_help(self, typed: dict[str, Any]) -> bool:
        level = MashLevel(typed["level"])
        routes = pathway.mash_routes(level, low_level_concerns=bool(typed.get("low_level")))
        return MashRoute.FEHA in routes

    def look(self, name: str) -> Look:
        """Beside each candidate stands what speaks for it; the other answers come after an "or"."""
        look = super().look(name)
        if name != "person" or not self.people:
            return look
        return replace(look, or_before=OTHER, item_hints=what_speaks_for(self.people))

    @property
    def chosen_reference(self) -> str | None:
        """The reference of the known person chosen; None for a new one, or where nobody asks."""
        chosen = self.cleaned_data.get("person", NEW)
        if chosen == NEW:
            return None
        return (self.cleaned_data["reference"] if chosen == OTHER else chosen).strip().upper()

    @property
    def early_help(self) -> EarlyHelpOffer | None:
        """What is offered, where the level leads to early help."""
        typed = self.cleaned_data
        if not self._leads_to_early_help(typed):
            return None
        work = [*typed["work_offered"], typed["other_work"]]
        return EarlyHelpOffer(
            agency=typed["agency"], work=tuple(one for one in work if one), review_on=typed["review_on"]
        )
