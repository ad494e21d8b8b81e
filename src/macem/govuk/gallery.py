"""What the gallery shows: every component in each of its states, with invented people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .dates import LONDON
from .forms import DateInputField, GovukForm, Look, TimeField, YesNoField, today
from .parts import Cell, Column, Fact, Link, Pair, Row, Step, TimelineEntry, WorkGroup, WorkItem

SOURCES = [
    ("saw", _("I saw or heard it myself")),
    ("told", _("Casey told me")),
    ("other", _("Another person told me")),
    ("records", _("It is in our records")),
]
LEVELS = [("", _("Choose a level")), ("1", _("Emerging")), ("2", _("Escalating")), ("3", _("Significant"))]
AGENCIES = [
    ("police", _("Police")),
    ("health", _("Health")),
    ("school", _("Education")),
    ("none", _("None of these")),
]


class EveryField(GovukForm):
    """Each kind of field once."""

    out = forms.ChoiceField(
        label=_("In the last 90 days, has Casey been out and nobody knew where?"),
        help_text=_("Reported missing to the police, or not. A late evening counts if people were worried."),
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))],
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=_("What do you know, and when was it?"),
        help_text=_("Facts first. Say “I think” where it is your opinion."),
        widget=forms.Textarea,
        required=False,
    )
    source = forms.ChoiceField(
        label=_("How do you know?"), choices=SOURCES, widget=forms.RadioSelect, required=False
    )
    told = YesNoField(label=_("Does Casey know that you are sending this?"))
    name = forms.CharField(
        label=_("Full name"), help_text=_("As it stands in the school’s record."), max_length=60
    )
    nhs_number = forms.CharField(
        label=_("NHS number"), help_text=_("10 digits, like 999 123 4567."), required=False
    )
    born = DateInputField(label=_("Date of birth"), help_text=_("For example, 27 3 2012."), latest=today)
    since = TimeField(label=_("Time last seen"), help_text=_("For example, 9:40pm or 21:40."))
    episodes = forms.IntegerField(label=_("Times missing since September"), min_value=0, required=False)
    email = forms.EmailField(label=_("Your work email"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    level = forms.ChoiceField(label=_("Level you suggest"), choices=LEVELS)
    known_to = forms.MultipleChoiceField(
        label=_("Who works with the family?"),
        help_text=_("Tick all that apply."),
        choices=AGENCIES,
        widget=forms.CheckboxSelectMultiple,
    )
    strengths = forms.CharField(label=_("What helps"), widget=forms.Textarea, required=False)
    letter = forms.FileField(
        label=_("Letter from the school"), help_text=_("PDF or Word, up to 10 MB."), required=False
    )
    agree = forms.BooleanField(
        label=_("This is what I know, and I understand that it is not a safeguarding referral")
    )

    looks = {
        "out": Look(legend="m", reveals={"yes": ["what", "source"]}),
        "source": Look(small=True),
        "told": Look(inline=True),
        "what": Look(rows=4),
        "nhs_number": Look(width=10),
        "level": Look(),
        "known_to": Look(
            exclusive="none",
            or_before="none",
            item_hints={"school": _("School, college or inclusion adviser")},
        ),
        "strengths": Look(max_characters=200),
        "episodes": Look(suffix=_("times")),
    }


class FilterForm(GovukForm):
    mark_optional = False

    name = forms.CharField(label=_("Name or reference"), required=False)
    agency = forms.ChoiceField(
        label=_("Agency"), choices=[("", _("All agencies")), *AGENCIES[:3]], required=False
    )
    looks = {"name": Look(width=20)}


class GuestForm(GovukForm):
    guest = forms.CharField(label=_("Guest’s name"), max_length=40)
    coming = YesNoField(label=_("Accepted the confidentiality statement?"))

    looks = {"coming": Look(inline=True, small=True)}


Guests = forms.formset_factory(GuestForm, extra=2, min_num=0)

FAULTY: dict[str, Any] = {
    "out": "yes",
    "what": "Twice in November, on Fridays after school.\nHome at about midnight both times.",
    "nhs_number": "999 123",
    "born_day": "27",
    "born_year": "2012",
    "since": "9:40",
    "episodes": "-1",
    "email": "quill",
    "strengths": "Football on Tuesdays. " * 12,
}
FAULTY_GUESTS = {
    "guests-TOTAL_FORMS": "2",
    "guests-INITIAL_FORMS": "0",
    "guests-0-guest": "Lee Example-Marr",
    "guests-1-coming": "yes",
}


def _work() -> list[WorkGroup]:
    return [
        WorkGroup(
            _("Late"),
            [
                WorkItem(
                    _("Tuesday 5 January"),
                    _("2 working days late"),
                    _("Send out the corrected minutes of 8 December"),
                    "#",
                    _("The chair approved version 1.2 on Monday. One correction, item 6."),
                    late=True,
                )
            ],
            late=True,
        ),
        WorkGroup(
            _("Today and tomorrow"),
            [
                WorkItem(
                    _("Today"),
                    _("by 5:00pm"),
                    _("Circulate agenda version 3 with one late item"),
                    "#",
                    _("The chair approved the late item at 9:10am: Wes Test-Thorne, new NRM referral."),
                ),
                WorkItem(
                    _("Friday 8 January"),
                    _("tomorrow"),
                    _("Phone Probation: nobody is coming on Tuesday"),
                    "#",
                    _("Without Probation the meeting cannot start."),
                ),
            ],
        ),
        WorkGroup(
            _("Later"),
            [
                WorkItem(
                    _("Monday 11 January"),
                    _("in 2 working days"),
                    _("Ask 2 guests to accept the statement"),
                    "#",
                )
            ],
        ),
    ]


def _rail() -> list[Step]:
    return [
        Step(_("Names due"), "done", [_("Sent Wednesday 30 December, on time")]),
        Step(
            _("Agenda due"),
            "done",
            [_("Circulated Tuesday 5 January"), _("12 of 14 contacts have opened it")],
        ),
        Step(_("Returns due tomorrow"), "now", [_("5 of 7 agencies in"), _("Health to come")], pips=(5, 7)),
        Step(
            _("Quorum so far"),
            "stuck",
            [_("6 of 7 agencies")],
            pips=(6, 7),
            late=_("Probation has nobody coming"),
        ),
        Step(_("Minutes due"), "todo", [_("Out by Tuesday 19 January")]),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Agency")),
        Column(_("Who is coming")),
        Column(_("Part 1a"), width=8, inline=True),
        Column(_("Sessions"), width=6, number=True),
        Column(_("What you can do"), width=6, hidden=True),
    ]


def gallery_context() -> dict[str, Any]:
    faulty = EveryField(FAULTY, {})
    faulty_guests = Guests(FAULTY_GUESTS, prefix="guests")
    return {
        "empty_form": EveryField(
            initial={"born": dt.date(2012, 3, 27), "since": dt.time(21, 40), "out": "yes"}, prefix="plain"
        ),
        "faulty_form": faulty,
        "faulty_guests": faulty_guests,
        "filter": FilterForm(prefix="filter"),
        "at": dt.datetime(2027, 1, 7, 14, 3, 22, tzinfo=LONDON),
        "crumbs": [Link(_("Your work"), "#"), Link(_("Meetings"), "#")],
        "jump": [
            Link(_("Frame and heads"), "#heads"),
            Link(_("Form fields"), "#fields"),
            Link(_("Errors"), "#errors"),
        ],
        "work": _work(),
        "rail": _rail(),
        "facts": [
            Fact(
                _("Who holds the case"),
                "J. Example-Okoro",
                [_("Children’s Social Care, since 14 September 2026")],
            ),
            Fact(_("Next meeting"), _("Tuesday 2 February 2027"), [_("In 19 working days. Part 1a, item 4")]),
            Fact(_("Owed now"), _("1 action overdue"), [_("2 more due this week")]),
        ],
        "columns": _columns(),
        "timeline": [
            TimelineEntry(
                _("5 January 2027"),
                _("Meeting"),
                _("Discussed at MACEM, level agreed as significant"),
                _("One dissent, Youth Justice Service. Three actions."),
                "#",
            ),
            TimelineEntry(_("2 January 2027"), _("Missing"), _("Missing 4 h 45, came home with her aunt")),
        ],
        "chips": [
            Link(_("Everything"), "#", current=True, count=64),
            Link(_("Missing"), "#", count=11),
            Link(_("Meetings"), "#", count=5),
        ],
        "pages": [
            Link("1", "#"),
            None,
            Link("6", "#"),
            Link("7", "#", current=True),
            Link("8", "#"),
            None,
            Link("42", "#"),
        ],
        "pairs": [
            Pair(_("Strategy meeting"), _("14 December 2026: section 47")),
            Pair(_("NRM"), _("Nothing held"), none=True),
        ],
        "answers": [
            Pair(_("Name"), "Casey Test-Lindqvist", [Link(_("Change"), "#")]),
            Pair(_("Out and nobody knew where"), _("Yes. Twice in November."), [Link(_("Change"), "#")]),
            Pair(_("Sent by"), "R. Example-Quill, Example Meadow Academy"),
        ],
        "Cell": Cell,
        "Row": Row,
    }
