"""A decision in words: what, why, by whom, when, and whether it may still be changed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.govuk.dates import clock_time, day_and_month, full_date, long_date
from macem.nominations.models import NominationDecision
from macem.nominations.presenters.explaining import ChangePresenter, Explanation
from macem.nominations.presenters.headlines import headline
from macem.people.presenters import PersonPresenter
from macem.protocol.rules import rule_of
from macem.protocol.vocabulary import Body, Clause, RammOutcome


@dataclass(frozen=True)
class DecisionPresenter:
    """One decision; with ``person`` also whom it is about. ``may_change``: the reader may change it now."""

    decision: NominationDecision
    person: PersonPresenter | None = None
    may_change: bool = False

    @property
    def url(self) -> str:
        """The page of the person whom the decision is about."""
        reference = self.decision.subject.reference
        return reverse("nominations:decide", kwargs={"reference": reference})

    @property
    def sub(self) -> str:
        """ "15, 7K3F-AB"; nothing where the person is not told."""
        return f"{self.person.age_words}, {self.person.reference}" if self.person else ""

    @property
    def outcome(self) -> RammOutcome:
        return self.decision.outcome

    @property
    def label(self) -> str:
        return str(self.decision.outcome.label)

    @property
    def words(self) -> str:
        """The outcome with what belongs to it: part and meeting, or from whom and by when."""
        return self.label + self.rest

    @property
    def rest(self) -> str:
        """ ", Part 1a, Tuesday 9 February 2027"; ", from Health by 14 January 2027" """
        decision = self.decision
        if decision.outcome is RammOutcome.TO_MACEM and decision.meeting:
            return f", {decision.part.label}, {long_date(decision.meeting.on)}"
        if decision.outcome is RammOutcome.MORE_INFORMATION and decision.more_from:
            return _(", from %(agency)s by %(day)s") % {
                "agency": decision.more_from.name,
                "day": full_date(decision.more_by),
            }
        return ""

    @property
    def reason(self) -> str:
        """Why: the reasons given, the question asked, or for the meeting the evidence itself."""
        decision = self.decision
        if decision.outcome is RammOutcome.MORE_INFORMATION:
            return self.question or decision.reason
        said = [decision.reason] if decision.reason else []
        if decision.manager is not None:
            said.append(f"{decision.manager.full_name}: {decision.manager_reason}")
        return ". ".join(one.removesuffix(".") for one in said) or "; ".join(self.rested_on)

    @property
    def question(self) -> str:
        question = getattr(self.decision, "question", None)
        return question.text if question is not None else ""

    @property
    def rested_on(self) -> list[str]:
        """The evidence that was decided on, a line for each clause."""
        latest = {row.clause: row for row in self.decision.nominations.all()}
        return [headline(latest[clause]).strong for clause in sorted(latest)]

    @property
    def change_reason(self) -> str:
        return self.decision.change_reason

    @property
    def shown_to_chair(self) -> bool:
        return self.decision.shown_to_chair

    @property
    def decided(self) -> str:
        """ "4 January 2027, Sasha Example-Reed" """
        return _("%(day)s, %(name)s") % {
            "day": long_date(self.decision.decided_at),
            "name": self.decision.decided_by.full_name,
        }

    @property
    def when(self) -> str:
        """ "Today, 10:04am"; "4 January, 10:04am" """
        at = self.decision.decided_at
        today = clock.local_date(at) == clock.today()
        return f"{_('Today') if today else day_and_month(at)}, {clock_time(at)}"

    @property
    def by(self) -> str:
        return self.decision.decided_by.full_name

    @property
    def change_url(self) -> str:
        return reverse("nominations:change", kwargs={"number": self.decision.pk})

    @property
    def explanation(self) -> Explanation:
        """What the decision rested on, the rule, and what would change it (P5; for Part 2 I2)."""
        decision = self.decision
        second = decision.body is Body.INTELLIGENCE_DS
        clause = Clause.I2 if second else Clause.P5
        figures = [(_("Decided"), self.decided), (_("Rested on"), "; ".join(self.rested_on))]
        if decision.replaces_id:
            figures.append((_("Changed because"), decision.change_reason))
        if decision.shown_to_chair:
            figures.append(
                (
                    _("Shown to the chair"),
                    _("Yes, with the agenda: the level is 4 or a criterion of Part 1a is met"),
                )
            )
        changes = [ChangePresenter(_("New, late or changed evidence brings the person back to the list"))]
        if self.may_change:
            changes.insert(0, ChangePresenter(_("Another decision in its place, with the reason for it")))
        return Explanation(
            clause=clause,
            reason=self.words,
            rule=rule_of(clause, settings_of(decision.panel).missing),
            figures=figures,
            changes=changes,
        )
