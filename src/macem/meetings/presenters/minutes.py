"""Minutes in words: versions and how each stands, who was there, and each person's section (M9, M10, S1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from macem.gate.actor import Actor
from macem.govuk.dates import clock_time, full_date, long_date, moment
from macem.govuk.parts import Cell, Pair, Row
from macem.meetings.minuting import is_intact
from macem.meetings.models import Minutes, MinutesSection
from macem.meetings.policies import minutes as policies
from macem.meetings.services.minutes import is_approved, is_latest, minutes_path
from macem.meetings.wording import sentences
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of


@dataclass(frozen=True)
class VersionLine:
    """One version in the list: its number, how it stands, who did what when."""

    number: int
    url: str
    state: str
    tag: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class MinutesOverview:
    """The minutes of one meeting for those who make them."""

    meeting: Meeting
    stage: Stage
    versions: list[VersionLine]
    may_draft: bool
    amends: bool
    may_let_read: bool

    @property
    def due(self) -> str:
        """By when minutes and actions are distributed: within a week (M9)."""
        return long_date(due_dates(self.meeting).actions_due)

    @property
    def waits(self) -> str:
        """What has to happen before minutes can be drafted, where they cannot be now."""
        if self.stage is Stage.IN_SESSION:
            return _("The minutes are drafted from the record once the meeting is finished.")
        return _("The minutes are drafted from the record after the meeting.")


def overview(meeting: Meeting, by: Actor) -> MinutesOverview:
    """Return the versions of the meeting's minutes, newest first, and what ``by`` may do."""
    rows = Minutes.objects.filter(meeting=meeting).select_related(
        "drafted_by", "distribution__distributed_by"
    )
    versions = list(rows.prefetch_related("reviews__reviewed_by").order_by("-version"))
    stage = stage_of(meeting)
    draftable = stage in {
        Stage.FINISHED,
        Stage.MINUTES_DRAFTED,
        Stage.MINUTES_RETURNED,
        Stage.MINUTES_APPROVED,
        Stage.DISTRIBUTED,
    }
    return MinutesOverview(
        meeting=meeting,
        stage=stage,
        versions=[_line(version, newest=place == 0) for place, version in enumerate(versions)],
        may_draft=draftable and policies.can_draft(by, meeting.panel),
        amends=any(hasattr(version, "distribution") for version in versions),
        may_let_read=policies.can_let_read(by, meeting.panel),
    )


def _line(version: Minutes, *, newest: bool) -> VersionLine:
    lines = [_by(_("Drafted"), version.drafted_by, version.drafted_at)]
    if version.reason:
        lines.append(_("Amended: %(why)s") % {"why": version.reason})
    state, tag = _("With the chair"), "ask"
    for review in version.reviews.all():
        lines.append(_by(review.outcome.label, review.reviewed_by, review.reviewed_at))
        if review.comments:
            lines.append(review.comments)
        state = review.outcome.label
        tag = "info" if review.outcome is ApprovalOutcome.APPROVED else "stop"
    if hasattr(version, "distribution"):
        sent = version.distribution
        lines.append(_by(_("Distributed"), sent.distributed_by, sent.distributed_at))
        state, tag = (_("Distributed"), "done") if newest else (_("Amended by a later version"), "none")
    elif not newest and tag == "ask":
        state, tag = _("Replaced by a later version"), "none"
    return VersionLine(version.version, minutes_path(version), state, tag, tuple(lines))


def _by(what: str, user: Any, when: datetime) -> str:
    return _("%(what)s by %(who)s, %(when)s") % {
        "what": what,
        "who": user.full_name if user is not None else _("the service"),
        "when": moment(when),
    }


@dataclass(frozen=True)
class MinutesPage:
    """One version as somebody reads it. Only sections of people whom they may see are on it."""

    minutes: Minutes
    sections: list[MinutesSection]
    may_review: bool
    may_distribute: bool
    instead_of_chair: bool
    intact: bool

    @property
    def meeting(self) -> Meeting:
        return self.minutes.meeting

    @property
    def general(self) -> dict[str, Any]:
        found: dict[str, Any] = self.minutes.general
        return found

    @property
    def title(self) -> str:
        return _("Minutes of %(day)s") % {"day": long_date(self.meeting.on)}

    @property
    def lede(self) -> str:
        """ "Version 2. 2:00pm to 4:05pm, West Room." """
        times = [clock_time(_instant(self.general[name])) for name in ("began", "finished")]
        place = ", ".join(filter(None, [_(" to ").join(filter(None, times)), self.general["venue"]]))
        return _("Version %(n)d. %(place)s.") % {"n": self.minutes.version, "place": place}

    @property
    def facts(self) -> list[Pair]:
        chairs = [f"{row['part']}: {row['name']}, {row['role'].lower()}" for row in self.general["chaired"]]
        quorum = [
            f"{row['part']}: {_('quorate') if row['quorate'] else _('not quorate')}"
            for row in self.general["quorum"]
        ]
        pairs = [Pair(_("Chaired by"), "; ".join(chairs)), Pair(_("Quorum"), "; ".join(quorum))]
        if self.minutes.reason:
            pairs.append(Pair(_("Amended because"), self.minutes.reason))
        return pairs

    @property
    def attendance(self) -> list[Row]:
        """Everybody with agency, role, times, and whether they accepted the statement."""
        return [
            Row(
                [
                    Cell(row["name"], sub=row["role"], head=True),
                    row["from"],
                    _status(row),
                    _times(row),
                    (_("Accepted") if row["accepted"] else _("No")) if row["came"] else "",
                ]
            )
            for row in self.general["attendance"]
        ]

    @property
    def people(self) -> list["SectionWords"]:
        return [SectionWords(section.content, place) for place, section in enumerate(self.sections, start=1)]


@dataclass(frozen=True)
class SectionWords:
    """One person's section of the minutes in words.

    ``place`` is counted among those whom the reader sees: a gap would tell that somebody is hidden.
    """

    content: dict[str, Any]
    place: int

    def __getitem__(self, name: str) -> Any:
        return self.content[name]

    @property
    def id(self) -> str:
        return f"person-{self.place}"

    @property
    def lede(self) -> str:
        """ "Part 1a. 15, 7K3F-QP. Presented by Jo Example-Finch. Case held by ..." """
        said = self.content
        parts = [said["part"], f"{said['age']}, {said['reference']}"]
        if said["presented_by"]:
            parts.append(_("Presented by %(who)s") % {"who": said["presented_by"]})
        if said["held_by"]:
            parts.append(_("Case held by %(who)s") % {"who": said["held_by"]})
        return sentences(parts)

    @property
    def provisional(self) -> str:
        """Why the decisions are provisional, or nothing (M4)."""
        if self.content["quorate"]:
            return ""
        return _("Not quorate, so provisional: comes first next time. Missing: %(who)s.") % {
            "who": ", ".join(self.content["missing"])
        }

    @property
    def stood_back(self) -> str:
        return ", ".join(self.content["stood_back"])

    @property
    def earlier(self) -> list[Row]:
        return [
            Row(
                [
                    Cell(row["text"], head=True),
                    Cell(row["owner"], sub=row["agency"]),
                    _day(row["due"]),
                    _outcome(row),
                ]
            )
            for row in self.content["actions"]
        ]

    @property
    def information(self) -> list[Row]:
        return [
            Row(
                [
                    Cell(row["agency"], sub=_("before") if row["before"] else _("in the meeting"), head=True),
                    Cell(
                        row["fact"],
                        sub=_("Offers: %(what)s") % {"what": row["offer"]} if row["offer"] else "",
                    ),
                    row["opinion"],
                ]
            )
            for row in self.content["information"]
        ]

    @property
    def new_actions(self) -> list[Row]:
        return [
            Row(
                [
                    Cell(row["text"], sub=row["kind"], head=True),
                    Cell(row["owner"], sub=row["agency"]),
                    _day(row["due"]),
                ]
            )
            for row in self.content["new_actions"]
        ]

    @property
    def facts(self) -> list[Pair]:
        """Voice, level then and now, plan, agreement, sharing, decision; what is empty is left out."""
        said, voice, level = self.content, self.content["voice"], self.content["level"]
        asked = ", ".join(filter(None, [voice["asked_by"], _day(voice["asked_on"])]))
        pairs = [
            (_("The child says"), voice["child"]),
            (_("The family says"), voice["family"]),
            (_("Asked by"), asked),
            (_("Not asked"), voice["not_asked"]),
            (_("Discussion"), said["discussion"]),
            (_("Level then"), level["then"] or _("None agreed yet")),
            (_("Level now"), level["now"]),
            (_("Why this level"), level["reason"]),
            (_("Plan"), said["plan"]),
            (_("Agreement"), self._agreement()),
            *((_("Concern raised"), _concern(row)) for row in said["concerns"]),
            *self._sharing(),
            (_("Decision"), self._decision()),
        ]
        return [Pair(name, value) for name, value in pairs if value]

    def _agreement(self) -> str:
        agreed = _("All present agree") if self.content["all_agree"] else ""
        named = [_dissent(row) for row in self.content["dissents"]]
        if agreed and named:
            agreed = _("All others present agree")
        return sentences([agreed, *named])

    def _sharing(self) -> list[tuple[str, str]]:
        shared = self.content["sharing"]
        if shared is None:
            return []
        told = ", ".join(filter(None, [shared["told_by"], _day(shared["tell_by"])]))
        return [
            (_("May be told"), shared["may_be_told"]),
            (_("Told by"), told),
            (_("Agencies may hold"), shared["agencies_may_hold"]),
        ]

    def _decision(self) -> str:
        decision = self.content["decision"]
        if decision is None:
            return ""
        head = ": ".join(filter(None, [decision["outcome"], decision["closure"].lower()]))
        return sentences([head, decision["reason"], decision["evidence"], decision["accepted_by"]])


def minutes_page(minutes: Minutes, sections: Iterable[MinutesSection], by: Actor) -> MinutesPage:
    """Return one version for ``by``; ``sections`` are those that they may see."""
    shown = list(sections)
    panel = minutes.meeting.panel
    latest, approved = is_latest(minutes), is_approved(minutes)
    distributed = hasattr(minutes, "distribution")
    stage = stage_of(minutes.meeting)
    may_review = latest and stage is Stage.MINUTES_DRAFTED and policies.can_review(by, panel)
    return MinutesPage(
        minutes=minutes,
        sections=shown,
        may_review=may_review,
        may_distribute=latest and approved and not distributed and policies.can_distribute(by, panel),
        instead_of_chair=may_review and not policies.is_chair(by, panel),
        intact=is_intact(minutes, shown),
    )


def _status(row: dict[str, Any]) -> str:
    return ", ".join(filter(None, [row["status"], _("confirmed as deputy") if row["confirmed"] else ""]))


def _times(row: dict[str, Any]) -> str:
    arrived, left = _instant(row["arrived"]), _instant(row["left"])
    words = [
        _("from %(time)s") % {"time": clock_time(arrived)} if arrived else "",
        _("until %(time)s") % {"time": clock_time(left)} if left else "",
    ]
    return " ".join(filter(None, words)) or (_("throughout") if row["came"] else "")


def _outcome(row: dict[str, Any]) -> str:
    outcome = row["outcome"] or _("No outcome yet")
    if row["new_due"]:
        outcome = _("%(outcome)s to %(day)s") % {"outcome": outcome, "day": _day(row["new_due"])}
    return sentences([outcome, row["evidence"], row["effect"]])


def _dissent(row: dict[str, Any]) -> str:
    words = _("%(who)s (%(agency)s) does not agree: %(why)s") % {
        "who": row["name"], "agency": row["agency"], "why": row["reason"],
    }  # fmt: skip
    route = row["escalation"]
    if route is None:
        return words
    taken_up = _("Escalation route: %(who)s, by %(day)s") % {
        "who": route["owner"], "day": _day(route["due"]),
    }  # fmt: skip
    return sentences([words, taken_up])


def _concern(row: dict[str, Any]) -> str:
    words = f"{row['about']}: {row['concern']}"
    action = row["action"]
    if action is None:
        return words
    referred = _("%(who)s, %(agency)s, refers by %(day)s") % {
        "who": action["owner"], "agency": action["agency"], "day": _day(action["due"]),
    }  # fmt: skip
    return sentences([words, referred])


def _day(written: str) -> str:
    return full_date(date.fromisoformat(written)) if written else ""


def _instant(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
