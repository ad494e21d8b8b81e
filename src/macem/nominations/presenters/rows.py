"""One person on the list: who, why, what was decided last, and the form of the decision."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.govuk.dates import day_and_month
from macem.nominations.forms import DecisionForm
from macem.nominations.models import Nomination, NominationDecision, Question
from macem.nominations.presenters.decisions import DecisionPresenter
from macem.nominations.presenters.explaining import Explanation
from macem.nominations.presenters.lines import Line
from macem.people.models import CaseHolder
from macem.people.presenters import PersonPresenter
from macem.protocol.ramm import Badge
from macem.protocol.vocabulary import RammOutcome, Strand

SHORT_STRANDS = {Strand.HSB: "HSB", Strand.MISSING: _("Missing"), Strand.ONLINE: _("Online")}


@dataclass(frozen=True)
class Row:
    """One person who is to be decided. ``form``: None for those who only read."""

    person: PersonPresenter
    nominations: list[Nomination]
    last: NominationDecision | None
    badge: Badge | None
    holder: CaseHolder | None
    strands: tuple[Strand, ...]
    lines: list[Line]
    explanations: list[Explanation]
    form: DecisionForm | None = None

    @property
    def key(self) -> str:
        return self.person.reference

    @property
    def url(self) -> str:
        return reverse("nominations:decide", kwargs={"reference": self.key})

    @property
    def save_url(self) -> str:
        """Where script sends this row alone."""
        return reverse("nominations:decide_row", kwargs={"reference": self.key})

    @property
    def sub(self) -> str:
        return f"{self.person.age_words}, {self.person.reference}"

    @property
    def held_by(self) -> str:
        """ "Children’s Social Care, Jo Example-Finch"; nothing where nobody holds the case (P9)."""
        if self.holder is None:
            return ""
        return ", ".join(filter(None, [self.holder.agency.name, self.holder.worker_name]))

    @property
    def kinds(self) -> list[str]:
        """The strands in short: CSE and CCE stay distinct (C8)."""
        return [str(SHORT_STRANDS.get(strand, strand.value.upper())) for strand in self.strands]

    @property
    def carried(self) -> str:
        """Since when somebody is on the list who was carried over from an earlier week."""
        if self.badge is not None:
            return ""
        first = min(row.raised_at for row in self.nominations)
        return _("On the list since %(day)s") % {"day": day_and_month(first)}

    def with_form(self, form: DecisionForm) -> "Row":
        return replace(self, form=form)


@dataclass(frozen=True)
class WaitingRow:
    """Somebody about whom an agency was asked, and who is back by the day after at the latest."""

    person: PersonPresenter
    decision: DecisionPresenter
    question: Question | None

    @property
    def asked(self) -> str:
        return self.decision.question

    @property
    def whom(self) -> str:
        agency = self.decision.decision.more_from
        return agency.name if agency else ""

    @property
    def due(self) -> str:
        return day_and_month(self.decision.decision.more_by)

    @property
    def answer_url(self) -> str:
        """Where whoever asked writes down what they were told by telephone."""
        if self.question is None:
            return ""
        return reverse("nominations:answer", kwargs={"number": self.question.pk})


@dataclass(frozen=True)
class Conflict:
    """Somebody else decided first: what stands, and what the reader had chosen and typed."""

    person: PersonPresenter
    reason: str
    theirs: DecisionPresenter | None
    typed: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        person: PersonPresenter,
        reason: str,
        theirs: NominationDecision | None,
        form: DecisionForm,
    ) -> "Conflict":
        return cls(person, reason, DecisionPresenter(theirs) if theirs else None, list(_typed(form)))


def _typed(form: DecisionForm) -> Iterator[tuple[str, str]]:
    """Yield what was chosen and typed in a row, by the labels of its fields."""
    chosen = form.chosen
    yield _("You chose"), chosen.label if chosen else ""
    revealed = {
        RammOutcome.TO_MACEM: ("goes_to",),
        RammOutcome.MORE_INFORMATION: ("more_from", "more_by", "question"),
        RammOutcome.NOT_NOW: ("reason", "manager", "manager_reason"),
    }
    for name in revealed[chosen] if chosen else ():
        if name in form.fields and form.cleaned_data.get(name):
            yield str(form[name].label), _as_shown(form, name)


def _as_shown(form: DecisionForm, name: str) -> str:
    value = form.cleaned_data[name]
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))
