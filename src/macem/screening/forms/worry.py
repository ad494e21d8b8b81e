"""The questions about the worry, what was seen, what helps, and what the child says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import Look
from macem.protocol.screening import LEAVE_TO_MASH, Given, Lack
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel, Strand
from macem.protocol.vocabulary.screening import Said, Told
from macem.screening.forms.base import AnswerForm, free_text, how_known, line, name_the_child, pick

FACTS_FIRST = _("Facts first. Say “I think” where it is your opinion.")

STRAND_HINTS = {
    Strand.CSE: _("Somebody uses power over a child for sexual acts, in person or through a screen."),
    Strand.CCE: _("Somebody uses a child for crime, such as carrying drugs, money or weapons."),
    Strand.MSHT: _("Somebody moves, keeps or controls a child to make them work, serve or marry."),
    Strand.HSB: _("Sexual behaviour between children that harms one of them, or both."),
    Strand.MISSING: _("Nobody knows where the child is, or has been, and people are worried."),
    Strand.ONLINE: _("Somebody reaches, watches or uses a child through a phone, a game or an account."),
}


class StrandsForm(AnswerForm):
    heading = _("What is the worry about?")
    lead = "strands"
    facts = ("strands",)

    strands = forms.MultipleChoiceField(
        choices=Strand.choices(),
        help_text=_("Tick all that apply. You are asked about these, and about nothing else."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    looks = {"strands": Look(item_hints=STRAND_HINTS)}


class IndicatorForm(AnswerForm):
    """Yes, No or Not known; with a Yes, what is known and how."""

    lead = "choice"

    choice = pick("", Said.choices())
    words = free_text(_("What do you know, and when was it?"), help_text=FACTS_FIRST)
    source = how_known()

    looks = {
        "choice": Look(reveals={Said.YES: ["words", "source"]}),
        "words": Look(rows=4),
        "source": Look(small=True),
    }

    @property
    def title(self) -> str:
        indicator = self.setting.asked.indicator
        return indicator.question.format(name=self.setting.child) if indicator else super().title

    def ask(self) -> None:
        name_the_child(self.fields["source"], self.setting.child)
        indicator = self.setting.asked.indicator
        if indicator is not None:
            self.say("choice", hint=indicator.hint.format(name=self.setting.child))


class HarmNowForm(IndicatorForm):
    heading = _("Is somebody harming {name} now?")

    def ask(self) -> None:
        super().ask()
        self.say(
            "choice",
            hint=_(
                "Hurt, used or threatened these days, apart from what may happen later. If it is happening "
                "at this moment, call 999 first."
            ),
        )


class BehaviourForm(AnswerForm):
    """C5: a concern, and whether the child may have been harmed, may be harming, or both."""

    heading = _("Is there a concern about harmful sexual behaviour?")
    lead = "concern"

    concern = pick(
        "", Said.choices(), help_text=_("By {name} or towards {name}, among children or young people.")
    )
    ways = forms.MultipleChoiceField(label=_("Which?"), widget=forms.CheckboxSelectMultiple, required=False)
    words = free_text(_("What do you know, and when was it?"), help_text=FACTS_FIRST)
    source = how_known()

    looks = {
        "concern": Look(reveals={Said.YES: ["ways", "words", "source"]}),
        "ways": Look(small=True),
        "words": Look(rows=4),
        "source": Look(small=True),
    }

    _WAYS = {
        HarmfulSexualBehaviour.HARMED: ("harmed",),
        HarmfulSexualBehaviour.HARMING: ("harming",),
        HarmfulSexualBehaviour.BOTH: ("harmed", "harming"),
    }

    def ask(self) -> None:
        child = self.setting.child
        name_the_child(self.fields["source"], child)
        self.say("concern", hint=str(self.fields["concern"].help_text).format(name=child))
        self.fields["ways"].choices = [  # type: ignore[attr-defined]
            ("harmed", str(_("{name} may have been harmed")).format(name=child)),
            ("harming", str(_("{name} may be harming somebody")).format(name=child)),
        ]

    def filled(self, given: Given) -> dict[str, Any]:
        plain = {"": "", Said.NOT_KNOWN.value: Said.NOT_KNOWN.value, HarmfulSexualBehaviour.NONE.value: "no"}
        ways = [] if given.choice in plain else list(self._WAYS[HarmfulSexualBehaviour(given.choice)])
        concern = plain.get(given.choice, Said.YES.value)
        return super().filled(given) | {"concern": concern, "ways": ways}

    def given(self) -> Given:
        found = super().given()
        ways = tuple(sorted(self.cleaned_data["ways"]))
        by_ways = {ticked: behaviour.value for behaviour, ticked in self._WAYS.items()}
        choices = {
            "no": HarmfulSexualBehaviour.NONE.value,
            "not_known": "not_known",
            "yes": by_ways.get(ways, ""),
        }
        return Given(
            choice=choices.get(self.cleaned_data["concern"], ""), words=found.words, source=found.source
        )

    def complain(self, lacks: tuple[Lack, ...]) -> None:
        for lack in lacks:
            if lack.name == "choice" and self.cleaned_data["concern"] == Said.YES:
                self.add_error(
                    "ways", _("Say whether the child may have been harmed, may be harming, or both")
                )
            else:
                self.add_error("concern" if lack.name == "choice" else lack.name, lack.words)


class NarrativeForm(AnswerForm):
    heading = _("What is happening?")
    lead = "words"

    words = free_text(
        help_text=_(
            "What worries you most, in your own words: what is done to {name}, by whom, since when, and what "
            "has been tried. Facts first; say “I think” for an opinion."
        )
    )

    looks = {"words": Look(rows=10)}

    def ask(self) -> None:
        self.say("words", hint=str(self.fields["words"].help_text).format(name=self.setting.child))


class StrengthsForm(AnswerForm):
    heading = _("What keeps {name} safe?")
    lead = "words"

    words = free_text(help_text=_("People they trust, what they are good at, what helps already."))

    looks = {"words": Look(rows=6)}


class VoiceForm(AnswerForm):
    heading = _("Has somebody asked {name}?")
    lead = "choice"
    facts = ("asked_by",)
    words_under = {Said.YES.value: "said", Said.NO.value: "why_not"}

    choice = pick("", [(Said.YES.value, Said.YES.label), (Said.NO.value, Said.NO.label)])
    said = free_text(_("What do they say?"), help_text=_("In their own words, as near as you can."))
    asked_by = line(_("Who asked, and when?"))
    why_not = free_text(_("Why not?"), help_text=_("For example: it is not safe to ask yet."))

    looks = {
        "choice": Look(reveals={Said.YES: ["said", "asked_by"], Said.NO: "why_not"}),
        "said": Look(rows=4),
        "why_not": Look(rows=3),
    }


class AwareForm(AnswerForm):
    """Whether the child was told, and agrees (S5)."""

    heading = _("Does {name} know that you are sending this?")
    lead = "choice"
    words_under = {Told.DISAGREES.value: "against", Told.NOT_TOLD.value: "why_not"}

    choice = pick("", Told.choices())
    against = free_text(_("What do they say against it, and why do you send it all the same?"))
    why_not = free_text(_("Why not?"), help_text=_("For example: it could put them at risk."))

    looks = {
        "choice": Look(reveals={Told.DISAGREES: "against", Told.NOT_TOLD: "why_not"}),
        "against": Look(rows=3),
        "why_not": Look(rows=3),
    }


class ViewForm(AnswerForm):
    """A professional's own level, with a reason, whatever the answers suggest (P1)."""

    heading = _("How worried are you?")
    lead = "choice"

    choice = pick(
        "",
        [*((level.value, level.label) for level in RiskLevel), (LEAVE_TO_MASH, _("I leave it to the MASH"))],
        help_text=_(
            "Your own view counts, whatever your answers add up to. It sets no level: the MASH decides."
        ),
    )
    words = free_text(_("Your reason"), help_text=_("Needed where you name a level."))

    looks = {"choice": Look(or_before=LEAVE_TO_MASH), "words": Look(rows=4)}


class DiscussionForm(AnswerForm):
    """The written reason of police and social care (C6)."""

    heading = _("Why would a discussion between agencies help?")
    lead = "words"

    words = free_text(
        help_text=_("If nothing else brings {name} to MACEM, your reason may. You can leave it empty.")
    )

    looks = {"words": Look(rows=5)}

    def ask(self) -> None:
        self.say("words", hint=str(self.fields["words"].help_text).format(name=self.setting.child))
