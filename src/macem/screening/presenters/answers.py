"""All the answers of a form: to check before it is sent, to see what is left, and as it was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.gate import clock
from macem.govuk.dates import full_date, moment
from macem.govuk.parts import Link, Pair
from macem.protocol.screening import REQUIRED, Asked, Form, Given, Page
from macem.protocol.vocabulary.facts import RestrictedField
from macem.protocol.vocabulary.screening import Question, Section, Standing
from macem.screening.models import Screening
from macem.screening.presenters.naming import called, full_name
from macem.screening.presenters.question import ALL, CHECK, page_url
from macem.screening.presenters.suggestion import SuggestionPresenter
from macem.screening.presenters.wording import InWords, Reader, in_words
from macem.screening.reading import form_of

RESTRICTED: Mapping[str, tuple[RestrictedField, ...]] = {
    Question.HOME.value: (RestrictedField.ADDRESS, RestrictedField.PLACEMENT),
    Question.SCHOOL.value: (RestrictedField.SCHOOL,),
}
"""The answers that only those read who may read the same of a child's record (clause S1)."""

AS_SENT = {Section.SEEN: gettext_lazy("What was seen"), Section.VIEW: gettext_lazy("The author’s view")}
"""The parts of a form that are called otherwise once somebody else reads them."""

WITHHELD = gettext_lazy("Your role does not need it.")


def pages_done(form: Form) -> int:
    """Return how many pages of a form are answered."""
    return sum(1 for page in form.pages if form.standing(page) is Standing.ANSWERED)


def progress_words(form: Form) -> str:
    """ "9 of 24 answered"; how many there are is known once somebody has said what the worry is."""
    if not form.strands:
        return _("%(done)s answered so far") % {"done": pages_done(form)}
    return _("%(done)s of %(total)s answered") % {"done": pages_done(form), "total": len(form.pages)}


@dataclass(frozen=True)
class AnswersSection:
    """A part of the form with its answers. ``aside`` says how far it is."""

    title: str
    id: str
    pairs: list[Pair]
    aside: str = ""


class Answers:
    """The answers of one form in words. ``withheld``: the restricted fields that the reader does not read."""

    def __init__(
        self,
        screening: Screening,
        agencies: Iterable[Any],
        *,
        withheld: frozenset[RestrictedField] = frozenset(),
    ) -> None:
        self.screening = screening
        self.form: Form = form_of(screening)
        self.withheld = withheld
        self.child = called(self.form)
        self.suggestion = SuggestionPresenter(self.form)
        day = clock.local_date(screening.sent_at) if screening.sent_at else clock.today()
        self.reader = Reader(self.child, day, {agency.code: agency.name for agency in agencies})

    @property
    def reference(self) -> str:
        return self.screening.reference

    @property
    def name(self) -> str:
        """The child's name as it was written."""
        return full_name(self.form) or _("Nobody is named yet")

    @property
    def agency(self) -> str:
        return self.screening.agency.name

    @property
    def author(self) -> str:
        return self.screening.begun_by.full_name

    @property
    def begun(self) -> str:
        return moment(self.screening.begun_at)

    @property
    def sent(self) -> str:
        return moment(self.screening.sent_at) if self.screening.sent_at else ""

    @property
    def danger(self) -> str:
        """When whoever fills it in last said that no child is in immediate danger (clause P3)."""
        return _("No. You said so on %(when)s.") % {"when": moment(self.screening.no_danger_at)}

    @property
    def set_title(self) -> str:
        return self.form.indicators.title

    @property
    def done(self) -> int:
        """How many pages are answered."""
        return pages_done(self.form)

    @property
    def total(self) -> int:
        return len(self.form.pages)

    @property
    def progress(self) -> str:
        return progress_words(self.form)

    @property
    def go_on_url(self) -> str:
        """The first page on which something is open; check-your-answers where nothing is."""
        page = self.form.first_open
        return page_url(self.screening, page) if page else self.check_url

    @property
    def overview_url(self) -> str:
        return reverse("screening:overview", kwargs={"reference": self.reference})

    @property
    def check_url(self) -> str:
        return reverse("referrals:check", kwargs={"reference": self.reference})

    @property
    def delete_url(self) -> str:
        return reverse("screening:delete", kwargs={"reference": self.reference})

    @property
    def read_url(self) -> str:
        return reverse("screening:read", kwargs={"reference": self.reference})

    @property
    def print_url(self) -> str:
        return reverse("screening:print", kwargs={"reference": self.reference})

    @property
    def overview(self) -> list[AnswersSection]:
        """Every page by part of the form, with how far it is; each leads to its questions."""
        return [
            AnswersSection(
                section.label, section.value, [self._page(page) for page in pages], self._far(pages)
            )
            for section, pages in self._by_section()
        ]

    @property
    def to_check(self) -> list[AnswersSection]:
        """Every answer with a link that changes it."""
        return [
            AnswersSection(
                section.label,
                section.value,
                [self._answer(asked, page, change=True) for page in pages for asked in page.asked],
            )
            for section, pages in self._by_section()
        ]

    @property
    def as_sent(self) -> list[AnswersSection]:
        """Every answer as it was sent; what was left open stands together at the end of its part."""
        return [self._sent(section, pages) for section, pages in self._by_section()]

    @property
    def missing(self) -> list[tuple[str, str, str]]:
        """What keeps the form from being sent: title, what to do, and where."""
        pages = {asked.key: page for page in self.form.pages for asked in page.asked}
        return [
            (asked.title, words, page_url(self.screening, pages[asked.key], back=CHECK))
            for asked, words in self.form.missing
        ]

    def _by_section(self) -> list[tuple[Section, list[Page]]]:
        found: dict[Section, list[Page]] = {}
        for page in self.form.pages:
            found.setdefault(page.section, []).append(page)
        return list(found.items())

    def _sent(self, section: Section, pages: list[Page]) -> AnswersSection:
        questions = [(asked, page) for page in pages for asked in page.asked]
        left_open = [
            asked.title for asked, _page in questions if self.form.stands(asked.key) is Standing.OPEN
        ]
        pairs = [
            self._answer(asked, page, change=False)
            for asked, page in questions
            if self.form.stands(asked.key) is not Standing.OPEN
        ]
        if left_open:
            pairs.append(Pair(_("Not answered"), "; ".join(left_open), none=True))
        return AnswersSection(str(AS_SENT.get(section, section.label)), section.value, pairs)

    def _far(self, pages: list[Page]) -> str:
        done = sum(1 for page in pages if self.form.standing(page) is Standing.ANSWERED)
        return _("%(done)s of %(total)s") % {"done": done, "total": len(pages)}

    def _page(self, page: Page) -> Pair:
        standing = self.form.standing(page)
        action = _("Answer") if standing is Standing.OPEN else _("Change")
        link = Link(action, page_url(self.screening, page, back=ALL), hidden=page.title)
        return Pair(
            page.title, self._tag(standing, any(asked.key in REQUIRED for asked in page.asked)), (link,)
        )

    def _tag(self, standing: Standing, required: bool) -> Any:
        if standing is Standing.ANSWERED:
            return standing.label
        note = _("Needed before you send.") if required or standing is Standing.UNFINISHED else ""
        colour = "yellow" if required or standing is Standing.UNFINISHED else "grey"
        tag = format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, standing.label)
        return format_html("{} {}", tag, note) if note else tag

    def _answer(self, asked: Asked, page: Page, *, change: bool) -> Pair:
        standing = self.form.stands(asked.key)
        words = in_words(asked, self.form.given.get(asked.key, Given()), self.reader)
        links = self._links(asked, page, standing) if change else ()
        if set(RESTRICTED.get(asked.key, ())) & self.withheld and not words.is_empty:
            value = format_html(
                '<span class="m-withheld">{}</span> <span class="m-small">{}</span>', _("Withheld"), WITHHELD
            )
            return Pair(asked.title, value, links)
        if change and standing is not Standing.ANSWERED:
            return Pair(asked.title, self._unanswered(asked, standing, words), links)
        if words.is_empty:
            return Pair(asked.title, _("Nothing given"), links, none=True)
        return Pair(asked.title, words.as_html(), links)

    def _unanswered(self, asked: Asked, standing: Standing, words: InWords) -> Any:
        if standing is Standing.OPEN and asked.key not in REQUIRED:
            tag = format_html('<strong class="govuk-tag govuk-tag--yellow">{}</strong>', standing.label)
            return format_html("{} {}", tag, _("You can send without it; the MASH will ask you."))
        return format_html("{} {}", self._tag(standing, required=True), words.as_html())

    def _links(self, asked: Asked, page: Page, standing: Standing) -> tuple[Link, ...]:
        word = _("Answer") if standing is Standing.OPEN else _("Change")
        address = f"{page_url(self.screening, page, back=CHECK)}#{asked.key}"
        return (Link(word, address, hidden=asked.title),)


@dataclass(frozen=True)
class DraftPresenter:
    """A form that is not sent yet, in a list of one's own."""

    draft: Screening

    @property
    def reference(self) -> str:
        return self.draft.reference

    @property
    def url(self) -> str:
        return reverse("screening:overview", kwargs={"reference": self.draft.reference})

    @property
    def name(self) -> str:
        return full_name(form_of(self.draft)) or _("Nobody is named yet")

    @property
    def agency(self) -> str:
        return self.draft.agency.name

    @property
    def begun(self) -> str:
        return full_date(self.draft.begun_at)

    @property
    def progress(self) -> str:
        return progress_words(form_of(self.draft))
