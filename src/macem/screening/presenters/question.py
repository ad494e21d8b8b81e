"""One page of a form on the screen: its questions, how far it is, and what another window saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.models import Agency
from macem.gate import clock
from macem.govuk.dates import stamp
from macem.govuk.parts import Pair
from macem.protocol.screening import Form, Given, Page, lacking
from macem.protocol.vocabulary.screening import Section
from macem.screening.forms.base import AnswerForm
from macem.screening.forms.pages import page_forms, page_heading, with_versions
from macem.screening.models import Screening, ScreeningAnswer
from macem.screening.presenters.naming import called, full_name
from macem.screening.presenters.wording import Reader, in_words
from macem.screening.reading import as_given, form_of

CHECK, ALL = "check", "all"
"""Where a page leads back to, where somebody came to it from check-your-answers or from the list of all."""


class QuestionScreen:
    """One page of ``draft``, with ``data`` where somebody sent it. Raises :class:`LookupError`: not asked."""

    def __init__(
        self,
        draft: Screening,
        key: str,
        *,
        agencies: list[Agency],
        data: QueryDict | None = None,
        back: str = "",
        theirs: Mapping[str, ScreeningAnswer] | None = None,
    ) -> None:
        self.draft, self.back, self.agencies = draft, back, agencies
        self.rows = {row.question: row for row in draft.answers.all()}
        self.form: Form = form_of(draft)
        page = self.form.page(key)
        if page is None:
            raise LookupError(f"{key} is not asked.")
        self.page: Page = page
        self.child = called(self.form)
        versions = {asked.key: self.rows[asked.key].version for asked in page.asked if asked.key in self.rows}
        self.forms: list[AnswerForm] = page_forms(
            page,
            self.form,
            versions,
            with_versions(data, versions) if data is not None and theirs is not None else data,
            child=self.child,
            caption=self.caption,
            agencies=agencies,
        )
        self.theirs = theirs or {}

    def is_valid(self) -> bool:
        """Whether everything that was sent can be kept: a date is a date, an age a number."""
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
        for form in self.forms:
            form.complain(lacking(form.key, form.given()))
        return any(form.errors for form in self.forms)

    @property
    def number(self) -> int:
        return self.form.pages.index(self.page) + 1

    @property
    def total(self) -> int:
        return len(self.form.pages)

    @property
    def title(self) -> str:
        """ "Question 9 of 24": the window's title names nobody."""
        if not self.form.strands:
            return _("Question %(number)s") % {"number": self.number}
        return _("Question %(number)s of %(total)s") % {"number": self.number, "total": self.total}

    @property
    def all_words(self) -> str:
        if not self.form.strands:
            return _("All questions")
        return _("All %(total)s questions") % {"total": self.total}

    @property
    def caption(self) -> str:
        """ "About Casey Test-Lindqvist. Missing from home or care, question 9 of 24".

        How many there are is known once somebody has said what the worry is.
        """
        name = full_name(self.form)
        about = _("About %(name)s. ") % {"name": name} if name else ""
        return f"{about}{self._part}, {self.title[:1].lower()}{self.title[1:]}"

    @property
    def heading(self) -> str:
        """The page's H1; empty where the one question on it is the heading itself."""
        return page_heading(self.page, self.forms, self.child)

    @cached_property
    def saved(self) -> str:
        """When anything in this form was last saved: "10:41:07"; empty before that."""
        times: list[datetime] = [row.saved_at for row in self.rows.values()]
        return stamp(max(times)) if times else ""

    @property
    def others(self) -> list[Pair]:
        """What another window saved in the meantime: each question with the answer that stands."""
        agencies = {agency.code: agency.name for agency in self.agencies}
        reader = Reader(self.child, clock.today(), agencies)
        return [
            Pair(asked.title, in_words(asked, as_given(self.theirs[asked.key]), reader).as_html())
            for asked in self.page.asked
            if asked.key in self.theirs
        ]

    @property
    def back_url(self) -> str:
        before = self.form.before(self.page.key)
        if self.back or before is None:
            return self.check_url if self.back == CHECK else self.overview_url
        return page_url(self.draft, before)

    @property
    def overview_url(self) -> str:
        return reverse("screening:overview", kwargs={"reference": self.draft.reference})

    @property
    def check_url(self) -> str:
        return reverse("referrals:check", kwargs={"reference": self.draft.reference})

    @property
    def next_url(self) -> str:
        """Where to go once the page is answered: where somebody came from, else the next page, else on."""
        if self.back:
            return self.check_url if self.back == CHECK else self.overview_url
        answered = replace(self.form, given={**self.form.given, **self.given})
        after = answered.after(self.page.key)
        return page_url(self.draft, after) if after else self.check_url

    @property
    def _part(self) -> str:
        """The strand that asks this, or the part of the form."""
        if self.page.section is not Section.SEEN:
            return self.page.section.label
        indicator = self.page.asked[0].indicator
        wanted = [one for one in self.form.strands if indicator and one in indicator.strands]
        return wanted[0].label if wanted else Section.SEEN.label


def page_url(draft: Screening, page: Page, *, back: str = "") -> str:
    """Return the address of a page of a form."""
    address = reverse("screening:question", kwargs={"reference": draft.reference, "page": page.key})
    return f"{address}?back={back}" if back else address
