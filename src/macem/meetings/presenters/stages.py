"""The stages of a month in words: what each waits for, and who owes it. "You" comes first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.accounts.models import User
from macem.govuk.dates import clock_time, day
from macem.govuk.parts import Step
from macem.meetings.owing import AgencyDebt
from macem.meetings.paths import answers_path, meeting_path, version_path
from macem.meetings.presenters.lists import name_of
from macem.meetings.progress import MeetingProgress
from macem.meetings.reading import is_approved
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.distance import Distances

ORDER = list(Stage)


@dataclass(frozen=True)
class MonthStep(Step):
    """A stage whose status asks something of the reader: "ask" is due today or tomorrow, "stop" blocks."""

    asks: Literal["", "ask", "stop"] = ""


@dataclass(frozen=True)
class StageSteps:
    """The task list of one meeting for one reader; ``can`` names what the reader may do."""

    progress: MeetingProgress
    seen: Distances
    can: frozenset[str] = frozenset()
    without_basis: int = 0
    presenters_owing: tuple[User, ...] = ()
    own_agency_ids: frozenset[int] = field(default_factory=frozenset)
    list_changed: bool = False

    def all(self) -> list[MonthStep]:
        """Every stage, in the order of the month."""
        return [
            self._names(), self._compiled(), self._circulated(), self._returns(), self._quorum(),
            self._meeting(), self._minutes(), self._distributed(),
        ]  # fmt: skip

    def _names(self) -> MonthStep:
        at = self.progress
        title, due = _("Names in"), at.dates.names_due
        if at.names_sent_on is None:
            you = [self._you(_("send the names in"), "names")] if "names" in self.can else []
            return self._open(title, due, you or [_("From business support to the chair")], "names")
        people = _people(at.people)
        words = _("%(people)s, sent to the chair %(day)s") if "office" in self.can else _("Sent %(day)s")
        url = self._url("names") if "office" in self.can else ""
        return self._done(title, words % {"people": people, "day": day(at.names_sent_on)}, url)

    def _compiled(self) -> MonthStep:
        at, title = self.progress, _("Agenda compiled")
        version = at.latest
        if at.names_sent_on is None:
            return self._todo(title, _("From the names, with outstanding actions"))
        if version is None:
            you = [self._you(_("compile the agenda"), "compile")] if "compile" in self.can else []
            return self._open(title, at.dates.agenda_due, you or [_("From the names sent in")], "compile")
        url = version_path(version) if "office" in self.can else ""
        if self.list_changed and at.circulated is None:
            return self._now(title, self._changed(), url, at.dates.agenda_due)
        if is_approved(version):
            last = list(version.approvals.all())[-1]
            words = _("Version %(n)d approved by %(who)s, %(day)s") % {
                "n": version.number, "who": name_of(last.decided_by), "day": day(last.decided_at),
            }  # fmt: skip
            return self._done(title, words, url)
        return self._now(title, self._with_the_chair(), url, at.dates.agenda_due)

    def _changed(self) -> list[str]:
        """What follows when the list no longer says what the newest version does."""
        if not self.list_changed:
            return []
        words = _("The list has changed since the newest version was compiled")
        again = [self._you(_("compile a new version"), "compile")] if "compile" in self.can else []
        return [*again, words]

    def _with_the_chair(self) -> list[str]:
        version = self.progress.latest
        assert version is not None
        last = next(reversed(list(version.approvals.all())), None)
        lines = []
        if "decide" in self.can and last is None:
            lines.append(self._you(_("approve version %(n)d") % {"n": version.number}, version_path(version)))
        if last is not None and last.outcome is ApprovalOutcome.RETURNED:
            words = _("Version %(n)d came back from %(who)s, %(day)s") % {
                "n": version.number, "who": name_of(last.decided_by), "day": day(last.decided_at),
            }  # fmt: skip
            again = [self._you(_("compile it again"), "compile")] if "compile" in self.can else []
            lines += [*again, words]
        else:
            lines.append(_("Version %(n)d is with the chair") % {"n": version.number})
        return [*lines, *self._missing_bases()]

    def _missing_bases(self) -> list[str]:
        if not self.without_basis:
            return []
        words = ngettext(
            "Lawful basis or agreement is missing for %(n)d person: circulation waits",
            "Lawful basis or agreement is missing for %(n)d people: circulation waits",
            self.without_basis,
        )
        return [words % {"n": self.without_basis}]

    def _circulated(self) -> MonthStep:
        at, title = self.progress, _("Circulated")
        version = at.circulated
        ready = at.latest is not None and is_approved(at.latest) and at.latest is not version
        you = []
        if ready and at.latest is not None and "circulate" in self.can:
            words = _("circulate version %(n)d") % {"n": at.latest.number}
            you.append(self._you(words, version_path(at.latest)))
        if version is None or at.circulated_on is None:
            if not ready:
                return self._todo(
                    title,
                    _("Due %(day)s, when the chair has approved it") % {"day": day(at.dates.agenda_due)},
                )
            return self._open(title, at.dates.agenda_due, [*you, *self._missing_bases()], "")
        opened = _("Version %(n)d sent %(day)s, opened by %(some)d of %(all)d contacts") % {
            "n": version.number, "day": day(at.circulated_on), "some": at.opened, "all": at.contacts,
        }  # fmt: skip
        url = version_path(version) if "read" in self.can else ""
        if self._is_over(Stage.IN_SESSION):
            return self._done(title, opened, url)
        you += self._changed()
        idle = _not_opened(at.debts)
        lines = [opened, *you, *idle]
        if you:
            return self._now(title, lines, url, at.dates.agenda_due)
        return MonthStep(title, "now" if idle else "done", lines, url, _("Sent") if idle else _("Done"))

    def _returns(self) -> MonthStep:
        at, title = self.progress, _("Returns")
        if at.circulated is None:
            return self._todo(title, _("Due %(day)s, from every agency") % {"day": day(at.dates.returns_due)})
        total = len(at.debts)
        first = _("%(some)d of %(all)d agencies in") % {"some": at.agencies_in, "all": total}
        url = self._url("answer_list") if "answer" in self.can else ""
        pips = (at.agencies_in, total)
        if at.agencies_in == total:
            return MonthStep(title, "done", [first, *self._assessments()], url, _("Done"), pips=pips)
        if self._is_over(Stage.IN_SESSION):
            return MonthStep(title, "stuck", [first], url, _("The meeting has begun"), pips=pips)
        own = [debt for debt in at.debts if not debt.is_in and debt.agency.pk in self.own_agency_ids]
        others = [debt for debt in at.debts if not debt.is_in and debt.agency.pk not in self.own_agency_ids]
        you = [self._you(_answers(debt), "answer_list") for debt in own] if "answer" in self.can else []
        lines = [first, *you, *(_owed(debt) for debt in others), *self._assessments()]
        return self._now(title, lines, url, at.dates.returns_due, pips=pips)

    def _assessments(self) -> list[str]:
        if not self.presenters_owing:
            return []
        names = ", ".join(user.full_name for user in self.presenters_owing)
        return [
            format_html(
                "<strong>{}</strong> {}",
                _("Risk assessments:"),
                _("%(names)s, due %(day)s")
                % {"names": names, "day": day(self.progress.dates.risk_assessments_due)},
            )
        ]

    def _quorum(self) -> MonthStep:
        at, title, url = self.progress, _("Quorum"), self._url("attendance")
        total = len(at.core_agencies)
        first = _("%(some)d of %(all)d agencies") % {"some": at.represented, "all": total}
        pips = (at.represented, total)
        if not at.missing:
            return MonthStep(title, "done", [first], url, _("Met"), pips=pips)
        if self._is_over(Stage.FINISHED) or at.names_sent_on is None:
            return MonthStep(title, "todo", [first], url, "", pips=pips)
        nobody = format_html("<strong>{}</strong> {}", _("Nobody from:"), ", ".join(at.missing))
        soon = at.stage is Stage.CIRCULATED or self._is_over(Stage.IN_SESSION)
        return MonthStep(
            title,
            "stuck" if soon else "now",
            [first, nobody],
            url,
            _("Not met"),
            pips=pips,
            asks="stop" if soon else "",
        )

    def _meeting(self) -> MonthStep:
        at = self.progress
        meeting, title = at.meeting, _("Meeting")
        when = f"{day(meeting.on)}, {clock_time(meeting.starts)}"
        if at.stage is Stage.POSTPONED:
            return MonthStep(
                title, "stuck", [_("Was to be held %(when)s") % {"when": when}], "", _("Postponed")
            )
        if self._is_over(Stage.FINISHED):
            return self._done(title, _("Held %(when)s") % {"when": when}, "")
        if at.stage is Stage.IN_SESSION:
            you = [self._you(_("finish the meeting"), "finish")] if "run" in self.can else []
            return MonthStep(title, "now", [*you, when], self._url("attendance"), _("In session"))
        if at.stage is Stage.CIRCULATED and not at.missing:
            you = [self._you(_("start the meeting"), "start")] if "run" in self.can else []
            return self._now(title, [*you, when], "", meeting.on)
        words = _("%(when)s. Can start when all %(n)d agencies are represented") % {
            "when": when, "n": len(at.core_agencies),
        }  # fmt: skip
        return self._todo(title, words)

    def _minutes(self) -> MonthStep:
        at, title = self.progress, _("Minutes with chair")
        drafted, approved = at.reached.get(Stage.MINUTES_DRAFTED), at.reached.get(Stage.MINUTES_APPROVED)
        url = self._url("minutes")
        if at.stage in (Stage.MINUTES_APPROVED, Stage.DISTRIBUTED) and approved is not None:
            return self._done(title, _("Approved %(day)s") % {"day": day(approved)}, url)
        if self._is_over(Stage.FINISHED):
            words = _("Drafted %(day)s") % {"day": day(drafted)} if drafted else _("To be drafted")
            return self._now(title, [words], url, at.minutes_due)
        return self._todo(title, _("Drafted from the record when the meeting ends"))

    def _distributed(self) -> MonthStep:
        at, title = self.progress, _("Distributed")
        if at.stage is Stage.DISTRIBUTED and at.minutes_sent_on is not None:
            return self._done(
                title, _("Sent %(day)s") % {"day": day(at.minutes_sent_on)}, self._url("minutes")
            )
        return self._todo(title, _("Due %(day)s, within one week") % {"day": day(at.minutes_due)})

    def _is_over(self, stage: Stage) -> bool:
        """Whether the meeting has reached ``stage``; a postponed one has not."""
        if self.progress.stage is Stage.POSTPONED:
            return False
        return ORDER.index(self.progress.stage) >= ORDER.index(stage)

    def _open(self, title: str, due: date, lines: list[str], view: str) -> MonthStep:
        """A stage that is open now and leads to the page on which it is done, for those who may."""
        return self._now(title, lines, self._url(view) if view in self.can else "", due)

    def _now(
        self, title: str, lines: list[str], url: str, due: date, *, pips: tuple[int, int] | None = None
    ) -> MonthStep:
        """A stage that is open now: "Due tomorrow", "Due in 3 working days", "2 working days late"."""
        words, late = self.seen.words(due), self.seen.is_late(due)
        return MonthStep(
            title,
            "stuck" if late else "now",
            lines,
            url,
            words if late else _("Due %(when)s") % {"when": words},
            pips=pips,
            asks="stop" if late else ("ask" if self.seen.is_soon(due) else ""),
        )

    def _done(self, title: str, line: str, url: str) -> MonthStep:
        return MonthStep(title, "done", [line], url, _("Done"))

    def _todo(self, title: str, line: str) -> MonthStep:
        return MonthStep(title, "todo", [line], "", _("Cannot start yet"))

    def _you(self, what: str, where: str) -> str:
        url = where if where.startswith("/") else self._url(where)
        return format_html(
            '<strong>{}</strong> <a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>',
            _("You:"), url, what,
        )  # fmt: skip

    def _url(self, view: str) -> str:
        if view == "answer_list":
            return answers_path()
        return meeting_path(view, self.progress.meeting)


def _people(number: int) -> str:
    return ngettext("%(n)d person", "%(n)d people", number) % {"n": number}


def _answers(debt: AgencyDebt) -> str:
    words = ngettext("answer about %(n)d person", "answer about %(n)d people", debt.unanswered)
    return words % {"n": debt.unanswered}


def _owed(debt: AgencyDebt) -> str:
    """ "Health: 5 of 14 people to answer, Dr Example-Vane"."""
    left = _("%(some)d of %(all)d people to answer") % {"some": debt.unanswered, "all": debt.people}
    return _of_agency(debt, left, [user.full_name for user in debt.contacts[:1]])


def _not_opened(debts: Iterable[AgencyDebt]) -> list[str]:
    """ "Not opened: Carys Example-Orme, Theo Example-Lund", or no line where everybody has opened it."""
    names = dict.fromkeys(user.full_name for debt in debts for user in debt.not_opened)
    return [format_html("<strong>{}</strong> {}", _("Not opened:"), ", ".join(names))] if names else []


def _of_agency(debt: AgencyDebt, words: str, names: list[str]) -> str:
    return format_html("<strong>{}:</strong> {}", debt.agency.name, ", ".join([words, *names]))
