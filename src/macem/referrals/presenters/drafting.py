"""An assessment while it is written, in words: its pages, how far each is, who writes in it (clause P4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.govuk.dates import full_date, stamp
from macem.govuk.parts import Pair
from macem.protocol.assessment import Form, Given
from macem.protocol.matrix import LEVELS, ProtectiveFactor, Sign
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel
from macem.protocol.vocabulary.assessment import Asked, AssessmentQuestion, AssessmentSection, Noted
from macem.referrals.drafts import as_given, form_of_draft
from macem.referrals.forms.drafting import FORMS, SEEN, AnswerForm, NoteForm, Setting
from macem.referrals.models import AssessmentDraft, DraftAnswer, DraftHelper
from macem.referrals.presenters.assessment import BARS

S = AssessmentSection
HEADINGS = {
    S.EMERGING: gettext_lazy("Which signs of emerging concerns do you note?"),
    S.ESCALATING: gettext_lazy("Which signs of escalating concerns do you note?"),
    S.SIGNIFICANT: gettext_lazy("Which signs of significant concerns do you note?"),
    S.PROTECTIVE: gettext_lazy("What protects the child?"),
    S.VOICE: gettext_lazy("What does the child say?"),
    S.NARRATIVE: gettext_lazy("What is happening, and what helps?"),
    S.LEVEL: gettext_lazy("How serious is it?"),
}


@dataclass(frozen=True)
class SectionPresenter:
    """One page in the list of all: its name, how far it is, and where it is."""

    draft: AssessmentDraft
    section: AssessmentSection
    form: Form

    @property
    def title(self) -> str:
        return self.section.label

    @property
    def url(self) -> str:
        return page_url(self.draft, "assessment_page", section=self.section.value)

    @property
    def state(self) -> str:
        if self.form.is_open(self.section):
            return _("Not begun")
        return _("Not finished") if self.form.lacks(self.section) else _("Done")

    @property
    def tag(self) -> str:
        if self.form.is_open(self.section):
            return "none"
        return "ask" if self.form.lacks(self.section) else "done"

    @property
    def pairs(self) -> list[Pair]:
        """What is answered on this page; what is not noted is counted, not listed."""
        keys = self.form.keys(self.section)
        titles = self.form.matrix.titles
        if not set(keys) & titles.keys():
            return [Pair(AssessmentQuestion(key).label, self._answer(key)) for key in keys]
        counts = [sum(self.form.noted.get(key) is said for key in keys) for said in Noted]
        noted = [Pair(titles[key], self.form.answer(key).words) for key in keys if self._is_noted(key)]
        said = _("%(noted)d noted, %(not_noted)d not noted, %(unknown)d not known") % {
            "noted": counts[0],
            "not_noted": counts[1],
            "unknown": counts[2],
        }
        return [*noted, Pair(_("Altogether"), said)]

    @property
    def lacks(self) -> list[str]:
        return list(dict.fromkeys(lack.words for _key, lack in self.form.lacks(self.section)))

    def _is_noted(self, key: str) -> bool:
        return self.form.noted.get(key) is Noted.NOTED

    def _answer(self, key: str) -> str:
        given = self.form.answer(key)
        return said_words(key, given) or _("Not answered")


@dataclass(frozen=True)
class DraftPresenter:
    """A whole draft: its pages in order, what the matrix suggests so far, and who writes in it."""

    draft: AssessmentDraft

    @cached_property
    def form(self) -> Form:
        return form_of_draft(self.draft)

    @cached_property
    def sections(self) -> list[SectionPresenter]:
        return [SectionPresenter(self.draft, section, self.form) for section in S]

    @property
    def done(self) -> str:
        """ "3 of 8 done"."""
        done = sum(section.tag == "done" for section in self.sections)
        return _("%(done)d of %(all)d done") % {"done": done, "all": len(self.sections)}

    @property
    def is_whole(self) -> bool:
        return self.form.first_open is None

    @property
    def next_url(self) -> str:
        """Where to go on: the first page that lacks something, or the check page."""
        section = self.form.first_open
        if section is None:
            return page_url(self.draft, "assessment_check")
        return page_url(self.draft, "assessment_page", section=section.value)

    @property
    def suggested(self) -> str:
        """What the signs noted so far suggest, and why."""
        return suggested_words(self.form)

    @property
    def bars(self) -> int:
        return BARS.get(self.form.suggestion.level, 0)

    @property
    def level(self) -> str:
        return self.form.suggestion.level.label

    @property
    def author(self) -> str:
        return self.draft.author.full_name

    @property
    def begun(self) -> str:
        return full_date(self.draft.begun_at)

    @property
    def url(self) -> str:
        return page_url(self.draft, "assessment_draft")

    @property
    def check_url(self) -> str:
        return page_url(self.draft, "assessment_check")

    @property
    def share_url(self) -> str:
        return page_url(self.draft, "assessment_share")

    @property
    def delete_url(self) -> str:
        return page_url(self.draft, "assessment_delete")

    @property
    def helpers(self) -> list[DraftHelper]:
        return [helper for helper in self.draft.helpers.all() if helper.ended_at is None]

    @property
    def saved(self) -> str:
        """ "Last saved by Sam Example-Reed, 1 December 2026, 10:41:07"; empty before that."""
        last = max(self.draft.answers.all(), key=lambda row: row.saved_at, default=None)
        if last is None:
            return ""
        return _("Last saved by %(who)s, %(day)s, %(time)s") % {
            "who": last.saved_by.full_name,
            "day": full_date(last.saved_at),
            "time": stamp(last.saved_at),
        }


class PageScreen:
    """One page of ``draft``, with ``data`` where somebody sent it.

    ``theirs``: what somebody else saved meanwhile, so that the page is now written over what stands.
    """

    def __init__(
        self,
        draft: AssessmentDraft,
        section: AssessmentSection,
        data: QueryDict | None = None,
        theirs: Mapping[str, DraftAnswer] | None = None,
    ) -> None:
        self.draft, self.section, self.theirs = draft, section, theirs or {}
        self.form = form_of_draft(draft)
        rows = {row.question: row for row in draft.answers.all()}
        versions = {key: rows[key].version if key in rows else 0 for key in self.form.keys(section)}
        if data is not None and theirs is not None:
            data = data.copy()
            for key, version in versions.items():
                data[f"{key}-{SEEN}"] = str(version)
        asked: dict[str, Sign | ProtectiveFactor] = {one.key: one for one in self.form.matrix.signs}
        asked |= {one.key: one for one in self.form.matrix.protective}
        self.forms: list[AnswerForm] = [
            (NoteForm if key in asked else FORMS[AssessmentQuestion(key)])(
                data, setting=Setting(key, self.form.answer(key), version, asked.get(key))
            )
            for key, version in versions.items()
        ]

    def is_valid(self) -> bool:
        """Whether everything that was sent can be kept."""
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    @property
    def given(self) -> dict[str, Given]:
        return {form.key: form.given() for form in self.forms}

    @property
    def seen(self) -> dict[str, int]:
        return {form.key: form.version_seen for form in self.forms}

    def complain(self) -> bool:
        """Say next to each box what is still lacking; whether anything is."""
        answered = Form(self.form.matrix, {**self.form.given, **self.given}, self.form.follows)
        for form in self.forms:
            form.complain(answered.lacking(form.key))
        return any(form.errors for form in self.forms)

    @property
    def caption(self) -> str:
        """ "Page 2 of 8"."""
        return _("Page %(number)d of %(all)d") % {"number": self._number, "all": len(S)}

    @property
    def heading(self) -> str:
        """The page's H1; empty where the one question on it is the heading itself."""
        return str(HEADINGS.get(self.section, ""))

    @property
    def suggested(self) -> str:
        return suggested_words(self.form)

    @property
    def counted(self) -> list[str]:
        """The signs noted, the most serious first."""
        counted = self.form.suggestion.counted
        return [sign.title for level in LEVELS[::-1] for sign in counted if sign.level is level]

    @property
    def is_level(self) -> bool:
        return self.section is S.LEVEL

    @property
    def others(self) -> list[Pair]:
        """What somebody else saved in the meantime: each question with the answer that stands."""
        titles = self.form.matrix.titles
        return [
            Pair(
                titles.get(key) or AssessmentQuestion(key).label,
                _("%(said)s (%(who)s, %(time)s)")
                % {
                    "said": said_words(key, as_given(row)) or _("Not answered"),
                    "who": row.saved_by.full_name,
                    "time": stamp(row.saved_at),
                },
            )
            for key, row in self.theirs.items()
        ]

    @property
    def back_url(self) -> str:
        if self._number == 1:
            return page_url(self.draft, "assessment_draft")
        return page_url(self.draft, "assessment_page", section=list(S)[self._number - 2].value)

    @property
    def next_url(self) -> str:
        if self._number == len(S):
            return page_url(self.draft, "assessment_check")
        return page_url(self.draft, "assessment_page", section=list(S)[self._number].value)

    @property
    def _number(self) -> int:
        return list(S).index(self.section) + 1


def suggested_words(form: Form) -> str:
    """ "The matrix suggests escalating concerns. 2 signs are noted: 2 of escalating concerns."."""
    found = form.suggestion
    return _("The matrix suggests %(level)s. %(reason)s") % {
        "level": found.level.label.lower(),
        "reason": found.reason,
    }


def said_words(key: str, given: Given) -> str:
    """What an answer says, choice and words; empty where nothing is answered."""
    labels = {
        AssessmentQuestion.BEHAVIOUR.value: HarmfulSexualBehaviour,
        AssessmentQuestion.VOICE.value: Asked,
        AssessmentQuestion.LEVEL.value: RiskLevel,
    }
    choice = labels.get(key, Noted)(given.choice).label if given.choice else ""
    return ". ".join(filter(None, [choice, given.words.strip()]))


def page_url(draft: AssessmentDraft, name: str, **more: str) -> str:
    """The address of one of a draft's pages."""
    where = {"reference": draft.subject.reference, "pk": draft.pk, **more}
    return reverse(f"referrals:{name}", kwargs=where)
