"""The forms of one page: one for each question on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from macem.agencies.models import Agency
from macem.protocol.screening import Asked, Form, Given, Page
from macem.protocol.vocabulary.screening import Question
from macem.screening.forms import child, worry
from macem.screening.forms.base import SEEN, AnswerForm, Setting

FORMS: Mapping[Question, type[AnswerForm]] = {
    Question.NAME: child.NameForm,
    Question.BIRTH: child.BirthForm,
    Question.HOME: child.HomeForm,
    Question.SCHOOL: child.SchoolForm,
    Question.IDENTITY: child.IdentityForm,
    Question.KNOWN_TO: child.KnownToForm,
    Question.NUMBERS: child.NumbersForm,
    Question.STRANDS: worry.StrandsForm,
    Question.HARM_NOW: worry.HarmNowForm,
    Question.BEHAVIOUR: worry.BehaviourForm,
    Question.NARRATIVE: worry.NarrativeForm,
    Question.STRENGTHS: worry.StrengthsForm,
    Question.VOICE: worry.VoiceForm,
    Question.AWARE: worry.AwareForm,
    Question.VIEW: worry.ViewForm,
    Question.DISCUSSION: worry.DiscussionForm,
}

TOGETHER: Mapping[str, Any] = {
    Question.KNOWN_TO.value: _("Who knows {name}?"),
    Question.VOICE.value: _("What does {name} say?"),
}
"""The headings of pages on which several of the form's common questions stand."""


def form_class(asked: Asked) -> type[AnswerForm]:
    """Return the form of a question."""
    return worry.IndicatorForm if asked.indicator is not None else FORMS[Question(asked.key)]


def page_forms(
    page: Page,
    form: Form,
    versions: Mapping[str, int],
    data: QueryDict | None = None,
    *,
    child: str,
    caption: str,
    agencies: Sequence[Agency],
) -> list[AnswerForm]:
    """Return the forms of ``page``, filled in with what stands, or with ``data`` where somebody sent it."""
    return [
        form_class(asked)(
            data,
            setting=Setting(
                asked=asked,
                child=child,
                given=form.given.get(asked.key, Given()),
                version=versions.get(asked.key, 0),
                caption=caption,
                alone=len(page.asked) == 1,
                agencies=tuple(agencies),
            ),
        )
        for asked in page.asked
    ]


def with_versions(data: QueryDict, versions: Mapping[str, int]) -> QueryDict:
    """Return what somebody sent as if it were written over the answers that stand now."""
    newer = data.copy()
    for key, version in versions.items():
        newer[f"{key}-{SEEN}"] = str(version)
    return newer


def page_heading(page: Page, forms: Sequence[AnswerForm], child: str) -> str:
    """Return the H1 of a page; empty where the one question on it is the heading itself."""
    if page.heading or page.key in TOGETHER:
        return (page.heading or str(TOGETHER[page.key])).format(name=child)
    return "" if forms[0].lead else forms[0].title
